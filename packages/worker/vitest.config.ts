import { project } from '@schemata/vitest'

export default project({
  name: 'worker',
  globalSetup: ['@schemata/vitest/test-server'],
  testTimeout: 60_000,
  waiting: true,
})
