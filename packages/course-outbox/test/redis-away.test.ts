import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, expect } from 'vitest'

import { createBullmqPublisher } from '../src/bullmq.js'
import { enqueueJobs, OutboxRelay } from '../src/index.js'
import { atEnd, runEndings } from './at-end.js'
import { aCourse, aJob } from './builders.js'
import { countingPool } from './counting-pool.js'
import { findRedisServer, startRedis } from './redis.js'
import { test } from './test.js'
import { until } from './until.js'

const redisServer = findRedisServer()
if (redisServer === undefined) {
  process.stderr.write('redis-away.test.ts: no redis-server that may be stopped; its tests do not run.\n')
}

afterEach(runEndings)

const JOBS = 2000

for (const [how, awayMs, isFrozen] of [
  ['was killed', 8000, false],
  ['hangs', 3000, true],
] as const) {
  test.runIf(redisServer)(
    `while Redis ${how} the database is left alone, and the backlog is gone within 5 s of its return`,
    { timeout: 60_000 },
    async ({ pool }) => {
      const redis = await startRedis()
      atEnd(() => redis.stop())
      const publisher = createBullmqPublisher({ url: redis.url, timeoutMs: 1000 })
      atEnd(() => publisher.close())
      const counted = { queries: 0 }
      const relay = new OutboxRelay({
        pool: countingPool(pool, counted),
        publisher,
        queue: `away-${how}`,
        receipts: {},
      })
      atEnd(() => relay.stop())
      const { entityId } = await aCourse(pool)
      const enqueue = (count: number) =>
        enqueueJobs(pool, { jobs: Array.from({ length: count }, () => aJob(entityId, { targetQueue: `away-${how}` })) })
      relay.start()
      await enqueue(1)
      await until(() => relay.status().handedOver === 1)

      if (isFrozen) redis.freeze()
      else await redis.kill()
      for (let queued = 0; queued < JOBS; queued += 500) await enqueue(500)
      await until(() => relay.status().state === 'paused')
      await delay(1000)
      const before = counted.queries
      await delay(awayMs)
      expect((counted.queries - before) / (awayMs / 1000)).toBeLessThan(2)

      if (isFrozen) redis.thaw()
      else await redis.restart()
      await until(() => relay.status().handedOver === JOBS + 1, 5000)
      expect(relay.status()).toMatchObject({ refused: 0, dead: 0 })
    },
  )
}
