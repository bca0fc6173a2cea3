import { project } from '@schemata/vitest'

export default project({ name: 'build-orchestrator', globalSetup: ['@schemata/testing/global-setup'] })
