import { project } from '@schemata/vitest'

export default project({ name: 'pack-check', testTimeout: 60_000 })
