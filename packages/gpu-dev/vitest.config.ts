import { project } from '@schemata/vitest'

export default project({ name: 'gpu-dev', globalSetup: ['@schemata/testing/global-setup'] })
