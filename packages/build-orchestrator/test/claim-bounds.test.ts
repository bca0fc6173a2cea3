import { setTimeout as sleep } from 'node:timers/promises'

import type { Pool } from 'pg'
import { expect } from 'vitest'

import { claimBuilds, enqueueBuild, finishBuilds, getNextBuildForWorker, releaseBuilds } from '../src/index.js'
import { aBuild } from './builders.js'
import { test } from './test.js'

const worker = { workerId: 'worker-1', workerHostname: 'build-3' }

/** Keeps what was claimed from being cleaned away, as a long report or a backup does. */
async function whileASnapshotIsOpen(pool: Pool, work: () => Promise<void>): Promise<void> {
  const reader = await pool.connect()
  try {
    await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ')
    await reader.query('SELECT count(*) FROM build_orchestrator.build_queue')
    await work()
  } finally {
    await reader.query('ROLLBACK')
    reader.release()
  }
}

async function fill(pool: Pool, count: number): Promise<void> {
  await pool.query(
    `INSERT INTO build_orchestrator.build_queue (customer_id, manifest_path, manifest_hash, manifest_json, priority)
     SELECT 'system', 'm', '0123456789abcdef', '{}', 1 + n % 3 FROM generate_series(1, $1) AS n`,
    [count],
  )
}

async function claimAndEnd(pool: Pool, limit: number): Promise<string[]> {
  const builds = await claimBuilds(pool, { ...worker, limit })
  await finishBuilds(pool, {
    ends: builds.map(({ buildId, fence }) => ({ buildId, fence, outcome: 'success' as const })),
  })
  return builds.map(({ buildId }) => buildId)
}

async function notes(pool: Pool): Promise<number> {
  const { rows } = await pool.query('SELECT count(*)::integer AS notes FROM build_orchestrator.build_claim_bounds')
  return rows[0].notes
}

/** Index entries that one claim walks over. */
async function walked(pool: Pool, limit: number): Promise<number> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const { rows: before } = await client.query('SELECT build_orchestrator.count_walked(true, NULL)::integer AS n')
    await claimBuilds(client, { ...worker, limit })
    const { rows: after } = await client.query('SELECT build_orchestrator.count_walked(true, NULL)::integer AS n')
    await client.query('COMMIT')
    return after[0].n - before[0].n
  } finally {
    client.release()
  }
}

test('while a snapshot is open, claims do not walk over all that was claimed since', async ({ pool }) => {
  await whileASnapshotIsOpen(pool, async () => {
    await fill(pool, 4000)
    const seen = new Set<string>()
    while (seen.size < 3000) for (const id of await claimAndEnd(pool, 100)) seen.add(id)
    expect(await notes(pool)).toBeGreaterThan(0)

    // Now and then one looks from the front.
    const counts: number[] = []
    for (let claim = 0; claim < 5; claim += 1) counts.push(await walked(pool, 10))
    expect(Math.min(...counts)).toBeLessThan(400)

    for (let ids = await claimAndEnd(pool, 100); ids.length > 0; ids = await claimAndEnd(pool, 100)) {
      for (const id of ids) expect(seen.has(id)).toBe(false)
      for (const id of ids) seen.add(id)
    }
    expect(seen.size).toBe(3950)
  })
})

test('what becomes ready behind the bound is found within a moment, in every order', async ({ pool }) => {
  await whileASnapshotIsOpen(pool, async () => {
    await fill(pool, 3500)
    const [behind] = await claimBuilds(pool, { ...worker, limit: 1 })
    if (behind === undefined) throw new Error('It was to be ready.')
    for (let claim = 0; claim < 30; claim += 1) await claimAndEnd(pool, 100)
    await releaseBuilds(pool, { holds: [behind] })
    const urgent = await enqueueBuild(pool, aBuild({ priority: 10, architecture: 'arm64' }))

    const found = new Set<string>()
    for (let tries = 0; tries < 60 && found.size < 2; tries += 1) {
      for (const { buildId } of await claimBuilds(pool, { ...worker, limit: 1 })) {
        if (buildId === behind.buildId || buildId === urgent.id) found.add(buildId)
      }
      await sleep(50)
    }
    expect(found).toEqual(new Set([behind.buildId, urgent.id]))
  })
})

test('the order by age has bounds of its own', async ({ pool }) => {
  await whileASnapshotIsOpen(pool, async () => {
    await fill(pool, 1500)
    while ((await claimAndEnd(pool, 1000)).length > 0);
    const { id } = await enqueueBuild(pool, aBuild({ architecture: 'arm64' }))
    for (const architecture of ['amd64', 'arm64', undefined] as const) {
      const next = await getNextBuildForWorker(pool, { ...worker, architecture })
      expect(next?.buildId).toBe(architecture === 'arm64' ? id : undefined)
    }
  })
})
