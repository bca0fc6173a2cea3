import { project } from '@schemata/vitest'

export default project({ name: 'worker', globalSetup: ['./test/global-setup.ts'], testTimeout: 60_000 })
