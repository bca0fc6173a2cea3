import { project } from '@schemata/vitest'

export default project({ name: 'gpu-dev', testTimeout: 60_000, globalSetup: ['@schemata/testing/global-setup'] })
