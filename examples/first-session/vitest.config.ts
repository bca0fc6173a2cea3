import { project } from '@schemata/vitest'

export default project({ name: 'first-session', globalSetup: ['@schemata/testing/global-setup'] })
