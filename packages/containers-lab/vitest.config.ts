import { project } from '@schemata/vitest'

export default project({ name: 'containers-lab', globalSetup: ['@schemata/testing/global-setup'] })
