import { expect } from 'vitest'

import {
  aContainer,
  actAs,
  aQuota,
  aTeam,
  aUser,
  insert,
  moveContainer,
  reserve,
  reserveContainer,
  rowsOf,
  value,
} from './builders.js'
import { test } from './test.js'

const RECONCILE = 'SELECT * FROM containers_lab.reconcile_quota()'
const TODAY = `SELECT cores_used, memory_mb_used, storage_mb_used, concurrent_containers
  FROM containers_lab.usage_counters WHERE user_id = $1 AND period_start = CURRENT_DATE`

test('of twenty callers one gets the last core', async ({ pool }) => {
  const user = await aUser(pool)
  await aQuota(pool, { user_id: user, cores_limit: 1 })

  const answers = await Promise.all(Array.from({ length: 20 }, () => reserve(pool, user, null, 1)))

  expect(answers.filter((answer) => answer === true)).toHaveLength(1)
  expect(answers.filter((answer) => answer === false)).toHaveLength(19)
  expect(await rowsOf(pool, TODAY, [user])).toMatchObject([{ cores_used: 1 }])
  expect(await rowsOf(pool, RECONCILE)).toEqual([])
})

test('grants exactly the limit, and all of it again once it is released', async ({ pool }) => {
  const user = await aUser(pool)
  await aQuota(pool, { user_id: user, cores_limit: 7, memory_mb_limit: 100 })
  const ask = () => Promise.all(Array.from({ length: 16 }, () => reserve(pool, user, null, 1)))

  expect((await ask()).filter(Boolean)).toHaveLength(7)
  const release = 'SELECT containers_lab.release_quota($1, NULL, 1, 1, 1)'
  const released = await Promise.all(Array.from({ length: 9 }, () => value(pool, release, [user])))
  expect(released.filter(Boolean).length).toBeLessThanOrEqual(7)
  while (await value(pool, release, [user])) {}
  expect(await rowsOf(pool, TODAY, [user])).toMatchObject([{ cores_used: 0 }])
  expect((await ask()).filter(Boolean)).toHaveLength(7)
  expect(await rowsOf(pool, RECONCILE)).toEqual([])
})

test('two members of a team share its quota', async ({ pool }) => {
  const members = [await aUser(pool), await aUser(pool)]
  const team = await aTeam(pool, members)
  await aQuota(pool, { team_id: team, cores_limit: 4 })

  const answers = await Promise.all(members.map((member) => reserve(pool, member, team, 3)))

  expect(answers.toSorted()).toEqual([false, true])
  expect(await rowsOf(pool, RECONCILE)).toEqual([])
})

test("a person's own quota counts rather than the team's, and the team sees the use", async ({ db }) => {
  const user = await aUser(db)
  const other = await aUser(db)
  const team = await aTeam(db)
  await aQuota(db, { user_id: user, cores_limit: 2 })
  await aQuota(db, { team_id: team, cores_limit: 3 })

  expect(await reserve(db, user, team, 3)).toBe(false)
  expect(await reserve(db, user, team, 2)).toBe(true)
  expect(await reserve(db, other, team, 2)).toBe(false)
  expect(await reserve(db, other, team, 1)).toBe(true)
  expect(await rowsOf(db, RECONCILE)).toEqual([])
})

test('a refusal by the person takes back what the team was charged', async ({ db }) => {
  const user = await aUser(db)
  const team = await aTeam(db)
  await aQuota(db, { user_id: user, cores_limit: 0 })

  expect(await reserve(db, user, team, 1)).toBe(false)

  expect(await rowsOf(db, RECONCILE)).toEqual([])
})

test.for([
  ['cores', { cores_limit: 4 }, 5, 1],
  ['memory', { memory_mb_limit: 4 }, 1, 5],
  ['disk', { disk_mb_limit: 4 }, 1, 5],
] as const)('the limit of %s holds by itself', async ([, limit, cores, mb], { db }) => {
  const user = await aUser(db)
  await aQuota(db, { user_id: user, ...limit })

  expect(await reserve(db, user, null, cores, mb)).toBe(false)
  expect(await reserve(db, user, null, 4, 4)).toBe(true)
})

test('without a quota everything is granted and nothing written', async ({ db }) => {
  const user = await aUser(db)

  expect(await reserve(db, user, null, 1000, 1_000_000)).toBe(true)

  expect(await rowsOf(db, TODAY, [user])).toEqual([])
  expect(await rowsOf(db, 'SELECT id FROM containers_lab.quota_holds WHERE user_id = $1', [user])).toEqual([])
})

test.for([0, -1, null])('an amount of %s is refused', async (amount, { db }) => {
  const user = await aUser(db)

  await expect(reserve(db, user, null, amount)).rejects.toMatchObject({ code: 'LB003', hint: expect.any(String) })
})

test('nobody gets no quota', async ({ db }) => {
  await expect(reserve(db, null, null, 1)).rejects.toMatchObject({ code: 'LB003' })
})

test("today's counter starts from what is still held", async ({ db }) => {
  const user = await aUser(db)
  await aQuota(db, { user_id: user, cores_limit: 3 })
  await reserve(db, user, null, 2)
  await db.query(`UPDATE containers_lab.usage_counters SET period_start = CURRENT_DATE - 1 WHERE user_id = $1`, [user])

  expect(await reserve(db, user, null, 2)).toBe(false)
  expect(await reserve(db, user, null, 1)).toBe(true)

  expect(await rowsOf(db, TODAY, [user])).toMatchObject([{ cores_used: 3 }])
})

test('a counter that was written by hand counts, and shows in the reconciliation', async ({ db }) => {
  const user = await aUser(db)
  await aQuota(db, { user_id: user, cores_limit: 8 })
  await db.query(
    `INSERT INTO containers_lab.usage_counters (user_id, period_start, cores_used) VALUES ($1, CURRENT_DATE, 7)`,
    [user],
  )

  expect(await reserve(db, user, null, 2)).toBe(false)
  expect(await reserve(db, user, null, 1)).toBe(true)
  expect(await reserve(db, user, null, 1)).toBe(false)

  expect(await rowsOf(db, RECONCILE)).toMatchObject([
    { user_id: user, source: 'counter', cores_used: '8', cores_held: '1' },
  ])
})

test('of twenty callers two get a container where two may run', async ({ pool }) => {
  const user = await aUser(pool)
  await aQuota(pool, { user_id: user, max_concurrent_containers: 2 })

  const ids = await Promise.all(Array.from({ length: 20 }, () => reserveContainer(pool, user)))

  const reserved = ids.filter((id) => id !== null)
  expect(reserved).toHaveLength(2)
  expect(
    await rowsOf(pool, 'SELECT lxc_name FROM containers_lab.containers WHERE owner_user_id = $1 ORDER BY id', [user]),
  ).toEqual(
    reserved
      .map(Number)
      .toSorted((a, b) => a - b)
      .map((id) => ({ lxc_name: `plab-${id}` })),
  )
  expect(await rowsOf(pool, RECONCILE)).toEqual([])
})

test('leaves no advisory lock behind, on success, refusal or failure', async ({ db }) => {
  const user = await aUser(db)
  await aQuota(db, { user_id: user, max_concurrent_containers: 1 })
  const held = `SELECT count(*)::integer FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()`

  expect(await reserveContainer(db, user)).toEqual(expect.any(Number))
  expect(await value(db, held)).toBe(0)
  expect(await reserveContainer(db, user)).toBeNull()
  expect(await value(db, held)).toBe(0)
  await db.query('SAVEPOINT before')
  await expect(reserveContainer(db, user, null, 0)).rejects.toMatchObject({ code: 'LB003' })
  await db.query('ROLLBACK TO SAVEPOINT before')
  expect(await value(db, held)).toBe(0)
})

test('a failed reservation leaves neither a container nor a hold', async ({ db }) => {
  const user = await aUser(db)
  await aQuota(db, { user_id: user })
  await db.query('SAVEPOINT before')

  await expect(
    db.query(`SELECT containers_lab.reserve_container_row($1, NULL, -5, 'ubuntu', 1, 512, 1024)`, [user]),
  ).rejects.toMatchObject({ constraint: 'containers_template_id_fkey' })
  await db.query('ROLLBACK TO SAVEPOINT before')

  expect(await rowsOf(db, 'SELECT id FROM containers_lab.quota_holds WHERE user_id = $1', [user])).toEqual([])
})

test('waits five seconds for another reservation of the same person, then says whose it was', async ({ pool, db }) => {
  const user = await aUser(pool)
  await aQuota(pool, { user_id: user })
  await reserveContainer(db, user)

  const started = Date.now()
  await expect(reserveContainer(pool, user)).rejects.toMatchObject({
    code: 'LB004',
    message: expect.stringContaining(`user ${user} `),
  })

  expect(Date.now() - started).toBeGreaterThan(4_500)
  expect(Date.now() - started).toBeLessThan(10_000)
})

test('stopping and deleting give back, starting takes again', async ({ db }) => {
  const user = await aUser(db)
  const team = await aTeam(db)
  await aQuota(db, { team_id: team, cores_limit: 2, max_concurrent_containers: 1 })
  const first = await reserveContainer(db, user, team, 2)
  expect(await reserveContainer(db, user, team)).toBeNull()

  await moveContainer(db, first, 'running')
  await moveContainer(db, first, 'stopped')
  const second = await reserveContainer(db, user, team)
  expect(second).toEqual(expect.any(Number))
  await db.query('SAVEPOINT before')
  await expect(moveContainer(db, first, 'running')).rejects.toMatchObject({ code: 'LB005', hint: expect.any(String) })
  await db.query('ROLLBACK TO SAVEPOINT before')

  await db.query('DELETE FROM containers_lab.containers WHERE id = $1', [second])
  await moveContainer(db, first, 'running')
  expect(await rowsOf(db, TODAY, [user])).toEqual([
    { cores_used: 2, memory_mb_used: '512', storage_mb_used: '1024', concurrent_containers: 1 },
  ])
  await moveContainer(db, first, 'deleting')
  expect(await rowsOf(db, TODAY, [user])).toMatchObject([{ cores_used: 0, concurrent_containers: 0 }])
  expect(await rowsOf(db, RECONCILE)).toEqual([])
})

test('a failed container gives back what it held', async ({ db }) => {
  const user = await aUser(db)
  await aQuota(db, { user_id: user, max_concurrent_containers: 1 })
  await moveContainer(db, await reserveContainer(db, user), 'failed')

  expect(await reserveContainer(db, user)).toEqual(expect.any(Number))
})

test('a row that is written past the function takes quota too, and is refused without', async ({ db }) => {
  const user = await aUser(db)
  await aQuota(db, { user_id: user, cores_limit: 2 })
  await aContainer(db, { owner_user_id: user, cpu: 2 })
  expect(await rowsOf(db, RECONCILE)).toEqual([])

  await expect(aContainer(db, { owner_user_id: user })).rejects.toMatchObject({ code: 'LB005' })
})

test('a change of size or owner exchanges the hold', async ({ db }) => {
  const user = await aUser(db)
  const heir = await aUser(db)
  await aQuota(db, { user_id: user, cores_limit: 4 })
  const id = await reserveContainer(db, user)

  await db.query('UPDATE containers_lab.containers SET cpu = 4 WHERE id = $1', [id])
  expect(await rowsOf(db, TODAY, [user])).toMatchObject([{ cores_used: 4, concurrent_containers: 1 }])
  await db.query('UPDATE containers_lab.containers SET owner_user_id = $2 WHERE id = $1', [id, heir])
  expect(await rowsOf(db, TODAY, [user])).toMatchObject([{ cores_used: 0, concurrent_containers: 0 }])
  expect(await rowsOf(db, TODAY, [heir])).toMatchObject([{ cores_used: 4, concurrent_containers: 1 }])
  expect(await rowsOf(db, RECONCILE)).toEqual([])
})

test('reservations, stops, starts and deletes at once leave nothing to reconcile', async ({ pool }) => {
  const users = await Promise.all([aUser(pool), aUser(pool), aUser(pool)])
  const team = await aTeam(pool, users)
  await aQuota(pool, { team_id: team, cores_limit: 6, max_concurrent_containers: 5 })
  const one = async (index: number) => {
    const id = await reserveContainer(pool, users[index % 3] ?? 0, team, 1 + (index % 2))
    if (id === null) return
    await moveContainer(pool, id, 'running')
    if (index % 4 !== 0) await moveContainer(pool, id, 'stopped')
    if (index % 4 === 2) await pool.query('DELETE FROM containers_lab.containers WHERE id = $1', [id])
    if (index % 4 === 3) await moveContainer(pool, id, 'running').catch(() => undefined)
  }

  await Promise.all(Array.from({ length: 60 }, (_, index) => one(index)))

  expect(await rowsOf(pool, RECONCILE)).toEqual([])
  const most = await value(pool, 'SELECT cores_used FROM containers_lab.quota_balances WHERE team_id = $1', [team])
  expect(Number(most)).toBeLessThanOrEqual(6)
})

test('a person who leaves takes the balance along; the team goes on counting the container', async ({ db }) => {
  const user = await aUser(db)
  const team = await aTeam(db, [user])
  await aQuota(db, { team_id: team, cores_limit: 1 })
  const id = await reserveContainer(db, user, team)
  await actAs(db, user)

  await db.query('DELETE FROM containers_lab.users WHERE id = $1', [user])

  expect(await rowsOf(db, 'SELECT owner_user_id FROM containers_lab.containers WHERE id = $1', [id])).toEqual([
    { owner_user_id: null },
  ])
  const other = await aUser(db)
  expect(await reserve(db, other, team, 1)).toBe(false)
  await db.query('DELETE FROM containers_lab.containers WHERE id = $1', [id])
  expect(await reserve(db, other, team, 1)).toBe(true)
  expect(await rowsOf(db, RECONCILE)).toEqual([])
})

test('a repeatable-read transaction fails rather than oversells', async ({ pool }) => {
  const user = await aUser(pool)
  await aQuota(pool, { user_id: user, cores_limit: 1 })
  const late = await pool.connect()
  try {
    await late.query('BEGIN ISOLATION LEVEL REPEATABLE READ')
    await late.query('SELECT 1')
    await rowsOf(late, 'SELECT count(*) FROM containers_lab.quotas')
    expect(await reserve(pool, user, null, 1)).toBe(true)
    await expect(reserve(late, user, null, 1)).rejects.toMatchObject({ code: expect.stringMatching(/^40001|23505$/) })
  } finally {
    await late.query('ROLLBACK')
    late.release()
  }
})

test('a quota belongs to a person or to a team', async ({ db }) => {
  await expect(insert(db, 'quotas', { cores_limit: 1 })).rejects.toMatchObject({ constraint: 'ck_quotas_holder' })
})

test('repair_quota mends holds, balances and counters, and has nothing left to mend', async ({ db }) => {
  const user = await aUser(db)
  const team = await aTeam(db, [user])
  const kept = await reserveContainer(db, user, team, 2)
  const lost = await reserveContainer(db, user, team)
  await db.query('UPDATE containers_lab.quota_holds SET released_at = now() WHERE container_id = $1', [kept])
  await db.query('SET LOCAL session_replication_role = replica')
  await db.query('DELETE FROM containers_lab.containers WHERE id = $1', [lost])
  await db.query('SET LOCAL session_replication_role = origin')
  await db.query('UPDATE containers_lab.quota_balances SET cores_used = 9 WHERE user_id = $1', [user])
  await db.query('UPDATE containers_lab.usage_counters SET memory_mb_used = 9 WHERE team_id = $1 AND user_id IS NULL', [
    team,
  ])

  const mended = await rowsOf(db, 'SELECT * FROM containers_lab.repair_quota()')

  expect(mended).toEqual(
    expect.arrayContaining([
      { problem: 'hold without a container', user_id: user, team_id: team, container_id: lost },
      { problem: 'container without a hold', user_id: user, team_id: team, container_id: kept },
      { problem: 'balance', user_id: user, team_id: null, container_id: null },
      { problem: 'counter', user_id: null, team_id: team, container_id: null },
    ]),
  )
  expect(await rowsOf(db, RECONCILE)).toEqual([])
  expect(await rowsOf(db, TODAY, [user])).toMatchObject([{ cores_used: 2, concurrent_containers: 1 }])
  expect(await rowsOf(db, 'SELECT * FROM containers_lab.repair_quota()')).toEqual([])
})

test('repairing beside reservations and releases grants none twice and loses none', async ({ pool }) => {
  const users = await Promise.all([aUser(pool), aUser(pool)])
  const team = await aTeam(pool, users)
  await aQuota(pool, { team_id: team, cores_limit: 20 })
  const damage = (index: number) =>
    pool.query('UPDATE containers_lab.quota_balances SET cores_used = cores_used + 1 WHERE user_id = $1', [
      users[index % 2],
    ])
  const one = async (index: number) => {
    if (index % 5 === 4) return void (await rowsOf(pool, 'SELECT * FROM containers_lab.repair_quota()'))
    if (index % 10 === 3) return void (await damage(index))
    const id = await reserveContainer(pool, users[index % 2] ?? 0, team)
    if (id !== null && index % 3 === 0) await pool.query('DELETE FROM containers_lab.containers WHERE id = $1', [id])
  }
  await Promise.all(Array.from({ length: 60 }, (_, index) => one(index)))

  await rowsOf(pool, 'SELECT * FROM containers_lab.repair_quota()')
  expect(await rowsOf(pool, RECONCILE)).toEqual([])
  const containers = await value(
    pool,
    'SELECT count(*)::integer FROM containers_lab.containers WHERE owner_user_id = ANY ($1)',
    [users],
  )
  expect(await value(pool, 'SELECT cores_used FROM containers_lab.quota_balances WHERE team_id = $1', [team])).toBe(
    containers,
  )
  expect(containers).toBeLessThanOrEqual(20)
})
