import { checkAndReserveHotQuota, checkAndReserveQuota } from '@schemata/containers-lab'

import { interleave } from '../measure/interleave.js'
import { labDatabase } from './lab-database.js'
import { callRates, oversold } from './quota-rate.js'
import { compareTracking } from './tracking.js'

const ROWS = 10_000
const CONTAINERS = 200_000
const CONNECTIONS = 10
const AS_PERSON = `SELECT set_config('app.current_user_id', $1, true)`

/**
 * What the rules of the lab cost: the audit trigger against none, a row policy against
 * the filter an application would write, how many reservations a second there are beside
 * a bare counter, and what the pages of a manager cost.
 *
 * @param {string} serverUrl
 * @param {{ rounds: number }} options
 */
export async function compareContainersLab(serverUrl, { rounds }) {
  const lab = await labDatabase(serverUrl, { connections: CONNECTIONS })
  try {
    return [
      ...(await audit(lab, rounds)),
      await policy(lab, rounds),
      ...(await reservations(lab)),
      ...(await compareTracking(serverUrl, { rounds })),
    ]
  } finally {
    await lab.drop()
  }
}

async function audit({ pool, people }, rounds) {
  await pool.query(
    `INSERT INTO containers_lab.tasks (title, description, created_by)
     SELECT 'task ' || n, 'what is to be done', $1 FROM generate_series(1, ${ROWS}) AS n`,
    [people[0]],
  )
  const trigger = (state) => pool.query(`ALTER TABLE containers_lab.tasks ${state} TRIGGER trg_audit_tasks_update`)
  const contenders = (run) => [
    { name: 'schemata', prepare: () => trigger('ENABLE'), run },
    { name: 'without the trigger', prepare: () => trigger('DISABLE'), run },
  ]
  let step = 0
  const single = async () => {
    for (let count = 0; count < 500; count += 1) {
      step += 1
      await inTransaction(pool, people[0], 'UPDATE containers_lab.tasks SET description = $1 WHERE id = $2', [
        `step ${step}`,
        1 + (step % ROWS),
      ])
    }
  }
  const bulk = async () => {
    step += 1
    await inTransaction(pool, people[0], 'UPDATE containers_lab.tasks SET description = $1', [`step ${step}`])
  }
  return [
    {
      title: 'Audit: 500 changes of one row, a transaction with its actor each',
      times: await interleave(contenders(single), rounds),
      targets: { 'without the trigger': 1.35 },
    },
    {
      title: `Audit: one change of ${ROWS} rows`,
      times: await interleave(contenders(bulk), rounds),
      targets: { 'without the trigger': 4 },
    },
  ]
}

async function inTransaction(pool, person, text, values) {
  const client = await pool.connect()
  await client.query('BEGIN')
  await client.query(AS_PERSON, [String(person)])
  await client.query({ name: text.slice(0, 60), text, values })
  await client.query('COMMIT')
  client.release()
}

/** One transaction reads many pages, so that the reads are compared and not the connection's set-up. */
async function policy({ pool, people }, rounds) {
  // The triggers are not what is measured here, and would take a minute to fill the table.
  await pool.query(`BEGIN; SET LOCAL session_replication_role = replica;
    INSERT INTO containers_lab.containers (lxc_name, image, owner_user_id, status_id)
    SELECT 'bench-' || n, 'ubuntu', ${people[0]} + n % ${people.length}, 3 FROM generate_series(1, ${CONTAINERS}) AS n;
    COMMIT`)
  await pool.query('VACUUM ANALYZE containers_lab.containers')
  const columns = 'id, lxc_name, image, cpu, memory_mb, disk_mb, status_id'
  const read = async (name, role, text, values) => {
    const client = await pool.connect()
    await client.query('BEGIN')
    await client.query(AS_PERSON, [String(people[7])])
    if (role) await client.query(`SET LOCAL ROLE ${role}`)
    for (let count = 0; count < 100; count += 1) await client.query({ name, text, values })
    await client.query('COMMIT')
    client.release()
  }
  const contenders = [
    { name: 'schemata', run: () => read('policy', 'app_role', `SELECT ${columns} FROM containers_lab.containers`, []) },
    {
      name: 'an explicit filter',
      run: () =>
        read('filter', undefined, `SELECT ${columns} FROM containers_lab.containers WHERE owner_user_id = $1`, [
          people[7],
        ]),
    },
  ]
  return {
    title: `Row policy: the ${CONTAINERS / people.length} containers of a person among ${CONTAINERS}, 100 times`,
    times: await interleave(contenders, rounds),
    targets: { 'an explicit filter': 1.1 },
  }
}

async function reservations({ pool, people }) {
  const [, hot, exact] = people
  await pool.query(
    `INSERT INTO containers_lab.quotas (user_id, cores_limit, memory_mb_limit, disk_mb_limit, max_concurrent_containers)
     SELECT id, 1000000, NULL, NULL, NULL FROM containers_lab.users WHERE id <> $1`,
    [exact],
  )
  const options = { seconds: 2, rounds: 5, connections: CONNECTIONS }
  const asked = { userId: hot, cores: 1, memoryMb: 1, diskMb: 1 }
  const send =
    (name, text, values = []) =>
    () =>
      pool.query({ name, text, values })
  const calls = [
    () => checkAndReserveHotQuota(pool, asked),
    () => checkAndReserveQuota(pool, asked),
    send('bare', BARE_GRANT),
    send('container', RESERVE_CONTAINER, [hot]),
  ]
  await pool.query(BARE_COUNTER)
  const over = await oversold(pool, { person: exact, limit: 100, callers: 400 })
  if (over !== 0) throw new Error(`The quota was oversold by ${over}.`)
  const [grants, alone, bare, containers] = await callRates(calls, options)
  return [
    rate('Quota grants on one counter over ten connections', {
      perSecond: grants,
      others: { 'each flushed by itself': alone, 'a bare guarded update of one row': bare },
      target: 3000,
    }),
    rate('Containers reserved by 400 people over ten connections', { perSecond: containers, others: {}, target: 1500 }),
  ]
}

const RESERVE_CONTAINER = `
  SELECT containers_lab.reserve_container_row($1 + (random() * 400)::integer, NULL, NULL, 'ubuntu', 1, 1, 1)
`

/** What nobody can be faster than here: the count, and nothing that tells who holds what. */
const BARE_COUNTER = `CREATE TABLE bare_counter (id integer PRIMARY KEY, used integer NOT NULL) WITH (fillfactor = 10);
  INSERT INTO bare_counter VALUES (1, 0)`
const BARE_GRANT = 'UPDATE bare_counter SET used = used + 1 WHERE id = 1 AND used < 1000000000'

/** As milliseconds per thousand calls, which is how the table compares. */
function rate(title, { perSecond, others, target }) {
  const times = new Map([
    ['schemata', 1_000_000 / perSecond],
    [`${target} a second`, 1_000_000 / target],
    ...Object.entries(others).map(([name, reached]) => [name, 1_000_000 / reached]),
  ])
  return {
    title: `${title}: ${Math.round(perSecond)} a second (ms per thousand)`,
    times,
    targets: { [`${target} a second`]: 1 },
  }
}
