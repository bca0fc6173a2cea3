import { project } from '@schemata/vitest'

export default project({ name: 'testing', globalSetup: ['./src/global-setup.ts'] })
