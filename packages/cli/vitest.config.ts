import { project } from '@schemata/vitest'

export default project({ name: 'cli', globalSetup: ['@schemata/vitest/test-server'], testTimeout: 60_000 })
