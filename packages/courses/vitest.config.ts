import { project } from '@schemata/vitest'

export default project({ name: 'courses', globalSetup: ['@schemata/testing/global-setup'] })
