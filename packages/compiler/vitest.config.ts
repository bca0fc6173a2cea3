import { project } from '@schemata/vitest'

export default project({ name: 'compiler', globalSetup: ['./test/global-setup.ts'] })
