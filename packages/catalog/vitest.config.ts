import { project } from '@schemata/vitest'

export default project({ name: 'catalog', globalSetup: ['./test/global-setup.ts'] })
