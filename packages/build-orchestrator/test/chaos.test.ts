import { expect } from 'vitest'

import { surviveKills } from './chaos/survive-kills.js'
import { test } from './test.js'

// CHAOS_BUILDS=50000 CHAOS_KILLS=200 npx vitest run test/chaos.test.ts
const builds = Number(process.env.CHAOS_BUILDS ?? 2000)
const kills = Number(process.env.CHAOS_KILLS ?? 12)

test('workers and backends are killed at random: each build ends once, none is lost', async ({ url }) => {
  const report = await surviveKills({ url, builds, workers: 3, kills })

  expect(report).toMatchObject({ succeeded: builds, unfinished: 0, doubleEnds: 0 })
  expect(report.killed).toBeGreaterThan(5)
}, 600_000)
