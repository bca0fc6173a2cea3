import { project } from '@schemata/vitest'

export default project({ name: 'runner', globalSetup: ['./test/global-setup.ts'] })
