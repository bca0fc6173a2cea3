import { project } from '@schemata/vitest'

export default project({ name: 'auth', globalSetup: ['@schemata/testing/global-setup'] })
