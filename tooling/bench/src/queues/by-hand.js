/**
 * What a careful hand would write for the same table: fenced, in batches, acknowledge
 * and claim in one prepared statement, a result each, and nothing else.
 *
 * @param {import('pg').Pool} pool
 * @param {number} batch
 */
export async function workByHand(pool, batch) {
  const client = await pool.connect()
  let ids = []
  let fences = []
  do {
    const { rows } = await client.query({ name: 'advance', text: ADVANCE, values: [ids, fences, 'w', 'h', batch] })
    ids = rows.map(({ id }) => id)
    fences = rows.map(({ fence }) => fence)
  } while (ids.length > 0)
  client.release()
}

const ADVANCE = `
  WITH ended AS (
    UPDATE build_orchestrator.build_queue AS build
    SET status = 'success', completed_at = clock_timestamp(), progress_percent = 100
    FROM unnest($1::uuid[], $2::bigint[]) AS held (id, fence)
    WHERE build.id = held.id AND build.fence = held.fence AND build.status = 'building'
    RETURNING build.id, build.fence, extract(epoch FROM build.completed_at - build.started_at) AS seconds
  ), recorded AS (
    INSERT INTO build_orchestrator.build_results (build_queue_id, attempt, success, exit_code, actual_duration_seconds)
    SELECT id, fence, true, 0, seconds FROM ended
  )
  UPDATE build_orchestrator.build_queue
  SET status = 'building', worker_id = $3, worker_hostname = $4, started_at = clock_timestamp(),
    worker_assigned_at = clock_timestamp(), lease_until = clock_timestamp() + interval '60 s',
    timeout_at = clock_timestamp() + make_interval(secs => max_duration_seconds)
  WHERE id = ANY (ARRAY(
    SELECT id FROM build_orchestrator.build_queue
    WHERE status = 'queued' AND not_before IS NULL AND NOT parked
    ORDER BY priority DESC, turn, queued_at
    LIMIT $5
    FOR UPDATE SKIP LOCKED
  ))
  RETURNING id, fence, customer_id, manifest_json, priority, retry_count
`
