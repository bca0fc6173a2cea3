import { project } from '@schemata/vitest'

export default project({ name: 'audit-jobs', globalSetup: ['@schemata/testing/global-setup'] })
