import { project } from '@schemata/vitest'

// The walk up and down all steps takes its time on a busy machine.
export default project({
  name: 'containers-lab',
  globalSetup: ['@schemata/testing/global-setup'],
  testTimeout: 120_000,
})
