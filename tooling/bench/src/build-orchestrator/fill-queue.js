/** A million builds that have ended, half a year of them. */
export async function finishMillion(pool) {
  await pool.query(
    `INSERT INTO build_orchestrator.build_queue
       (customer_id, manifest_path, manifest_hash, manifest_json, status, queued_at, started_at, completed_at)
     SELECT 'system', 'm', '0123456789abcdef', '{}', 'success', at, at, at
     FROM generate_series(1, 1000000) AS n, LATERAL (SELECT now() - n * interval '15 s' AS at) AS times`,
  )
  await pool.query('VACUUM ANALYZE build_orchestrator.build_queue')
}

/**
 * So many builds more that wait, of one customer, over the ten priorities, with the turns
 * that the trigger would give them; a million calls of it are another question.
 *
 * @param {import('pg').Pool} pool
 * @param {number} count
 */
export async function fill(pool, count) {
  await pool.query('ALTER TABLE build_orchestrator.build_queue DISABLE TRIGGER trg_build_queue_20_prepare')
  await pool.query(
    `INSERT INTO build_orchestrator.build_queue
       (customer_id, manifest_path, manifest_hash, manifest_json, priority, turn)
     SELECT 'system', 'm', '0123456789abcdef', '{}', 1 + n % 10, 60 * n FROM generate_series(1, $1) AS n`,
    [count],
  )
  await pool.query('ALTER TABLE build_orchestrator.build_queue ENABLE TRIGGER trg_build_queue_20_prepare')
  await pool.query('VACUUM ANALYZE build_orchestrator.build_queue')
}
