import { project } from '@schemata/vitest'

export default project({ name: 'compiler', globalSetup: ['@schemata/vitest/test-server'] })
