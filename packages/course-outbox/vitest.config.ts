import { project } from '@schemata/vitest'

export default project({
  name: 'course-outbox',
  globalSetup: ['@schemata/testing/global-setup', './test/redis-setup.ts'],
})
