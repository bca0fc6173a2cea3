import { project } from '@schemata/vitest'

export default project({
  name: 'generators',
  globalSetup: ['@schemata/testing/global-setup'],
  testTimeout: 120_000,
})
