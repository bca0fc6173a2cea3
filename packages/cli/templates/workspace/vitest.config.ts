import { project } from '@schemata/vitest'

export default project({ name: 'new-package', globalSetup: ['@schemata/testing/global-setup'] })
