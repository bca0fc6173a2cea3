import { project } from '@schemata/vitest'

export default project({ name: 'lab-service', globalSetup: ['@schemata/testing/global-setup'] })
