/** The queue of reference-queue.sql, as a package would hand it over. Plain JavaScript: child processes and measurements use it too. */
export const tasks = {
  name: 'reference.tasks',

  async claim(db, { workerId, limit, leaseMs }) {
    const { rows } = await db.query(CLAIM, [workerId, limit, leaseMs])
    return rows.map(claimedTask)
  },

  async complete(db, completions) {
    const { rows } = await db.query(COMPLETE, acknowledgements(completions))
    return rows.map(({ id }) => id)
  },

  async fail(db, failures) {
    const { rows } = await db.query(FAIL, [
      ...holds(failures),
      failures.map(({ kind }) => kind),
      failures.map(({ error }) => error),
      failures.map(({ retryInMs }) => retryInMs),
    ])
    return rows
  },

  async heartbeat(db, { holds: held, leaseMs }) {
    const { rows } = await db.query(HEARTBEAT, [...holds(held), leaseMs])
    return {
      held: rows.map(({ id }) => id),
      cancelRequested: rows.filter((row) => row.cancel_requested).map(({ id }) => id),
    }
  },

  async release(db, held) {
    const { rows } = await db.query(RELEASE, holds(held))
    return rows.map(({ id }) => id)
  },

  async completeAndClaim(db, { completions, workerId, limit, leaseMs }) {
    const { rows } = await db.query(COMPLETE_AND_CLAIM, [...acknowledgements(completions), workerId, limit, leaseMs])
    const refused = new Set(rows.filter((row) => row.refused).map(({ id }) => id))
    return {
      completed: completions.map(({ id }) => id).filter((id) => !refused.has(id)),
      claimed: rows.slice(refused.size).map(claimedTask),
    }
  },

  async sweep(db, { limit }) {
    const { rows } = await db.query('SELECT reference.sweep_tasks($1) AS count', [limit])
    return rows[0].count
  },
}

/** Enqueues tasks with n from 1 up to `count`; gives their ids. */
export async function enqueue(db, count) {
  const { rows } = await db.query(ENQUEUE, [count])
  return rows.map(({ id }) => id)
}

function claimedTask(row) {
  return {
    id: row.id,
    fence: row.fence,
    attempt: row.attempts,
    item: row.payload,
    waitedMs: row.waited_ms,
  }
}

function holds(held) {
  return [held.map(({ id }) => id), held.map(({ fence }) => fence)]
}

function acknowledgements(completions) {
  return [...holds(completions), completions.map(({ result }) => JSON.stringify(result ?? null))]
}

const CLAIM = `
  SELECT id::text, fence::text, attempts, payload, waited_ms
  FROM reference.claim_tasks($1, $2, $3)
`

const COMPLETE = `
  SELECT id::text
  FROM reference.complete_tasks($1::bigint[], $2::bigint[], $3::jsonb[]) AS completed (id)
`

const FAIL = `
  SELECT id::text, outcome
  FROM reference.fail_tasks($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::float8[])
`

const HEARTBEAT = `
  SELECT id::text, cancel_requested
  FROM reference.heartbeat_tasks($1::bigint[], $2::bigint[], $3)
`

const RELEASE = `
  SELECT id::text
  FROM reference.release_tasks($1::bigint[], $2::bigint[]) AS released (id)
`

const COMPLETE_AND_CLAIM = `
  SELECT refused, id::text, fence::text, attempts, payload, waited_ms
  FROM reference.complete_and_claim_tasks($1::bigint[], $2::bigint[], $3::jsonb[], $4, $5, $6)
`

const ENQUEUE = `
  INSERT INTO reference.tasks (payload)
  SELECT jsonb_build_object('n', n) FROM generate_series(1, $1::integer) AS n
  RETURNING id::text
`

/** The log of ticks of reference-queue.sql. */
export const ticks = {
  async claim(db, { job, tick, workerId, leaseMs }) {
    const { rows } = await db.query('SELECT reference.claim_tick($1, $2, $3, $4) AS answer', [
      job,
      tick,
      workerId,
      leaseMs,
    ])
    return rows[0].answer
  },

  async finish(db, { job, tick, workerId, error }) {
    await db.query('SELECT reference.finish_tick($1, $2, $3, $4)', [job, tick, workerId, error])
  },
}
