import { project } from '@schemata/vitest'

export default project({ name: 'runner', globalSetup: ['@schemata/vitest/test-server'] })
