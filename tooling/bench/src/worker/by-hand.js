import pg from 'pg'

/**
 * What somebody would write who needs one queue and knows how: fenced, batched,
 * acknowledge and claim in one prepared statement, and nothing else. No heartbeat, no
 * retry, no stop.
 *
 * @param {string} url
 * @param {{ batch: number, connections: number, handle: (task: unknown) => Promise<void> }} options
 */
export async function workByHand(url, { batch, connections, handle }) {
  await Promise.all(Array.from({ length: connections }, (_, lane) => workLane(url, { batch, lane, handle })))
}

async function workLane(url, { batch, lane, handle }) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  let ids = []
  let fences = []
  for (;;) {
    const { rows } = await client.query({
      name: 'advance',
      text: ADVANCE,
      values: [ids, fences, `lane-${lane}`, batch],
    })
    if (rows.length === 0) break
    await Promise.all(rows.map(({ payload }) => handle(payload)))
    ids = rows.map(({ id }) => id)
    fences = rows.map(({ fence }) => fence)
  }
  await client.end()
}

const ADVANCE = `
  WITH acknowledged AS (
    UPDATE reference.tasks AS task
    SET status = 'done', lease_until = NULL
    FROM unnest($1::bigint[], $2::bigint[]) AS ack (id, fence)
    WHERE task.id = ack.id AND task.fence = ack.fence AND task.status = 'leased'
  )
  UPDATE reference.tasks AS task
  SET status = 'leased', fence = task.fence + 1, attempts = task.attempts + 1, claimed_by = $3,
      lease_until = clock_timestamp() + interval '30 seconds'
  WHERE task.id = ANY (ARRAY(
    SELECT ready.id
    FROM reference.tasks AS ready
    WHERE ready.status = 'queued' AND ready.not_before IS NULL
    ORDER BY ready.id
    LIMIT $4
    FOR UPDATE SKIP LOCKED
  ))
  RETURNING task.id, task.fence, task.attempts, task.payload
`
