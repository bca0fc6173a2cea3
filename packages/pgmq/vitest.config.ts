import { project } from '@schemata/vitest'

export default project({ name: 'pgmq', globalSetup: ['@schemata/testing/global-setup'] })
