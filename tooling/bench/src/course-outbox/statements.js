/** A job as the application makes them. */
export function aJob(file) {
  return { queue: 'document_processing', data: { file, path: `/uploads/${file}.pdf` }, options: { priority: 5 } }
}

/**
 * What the function does, as an application would send it without the function: the same
 * rows, in one message, without its checks and without the answer being put together.
 *
 * @param {string} entityId
 * @param {string} userId
 * @param {string} key
 * @param {ReturnType<typeof aJob>[]} jobs
 */
export function inOneMessage(entityId, userId, key, jobs) {
  const list = JSON.stringify(jobs)
  return `
    BEGIN;
    SELECT result FROM course_outbox.idempotency_keys WHERE key = '${key}' AND expires_at > clock_timestamp();
    SELECT generation_status FROM course_catalog.courses WHERE id = '${entityId}' FOR NO KEY UPDATE;
    UPDATE course_catalog.courses SET generation_status = 'stage_2_init', updated_at = now() WHERE id = '${entityId}';
    SELECT count(*) FROM course_outbox.fsm_events
      WHERE entity_id = '${entityId}' AND event_type IN ('FSM_INITIALIZED', 'STATE_TRANSITIONED');
    INSERT INTO course_outbox.fsm_events (entity_id, event_type, event_data, created_by, user_id)
      VALUES ('${entityId}', 'FSM_INITIALIZED', '{"initial_state": "stage_2_init", "initiated_by": "API",
        "metadata": {}, "idempotency_key": "${key}", "version": 1}', 'API', '${userId}');
    INSERT INTO course_outbox.job_outbox (entity_id, queue_name, job_data, job_options)
      SELECT '${entityId}', job ->> 'queue', job -> 'data', job -> 'options'
      FROM jsonb_array_elements('${list}') WITH ORDINALITY AS item (job, position) ORDER BY position
      RETURNING outbox_id, queue_name, entity_id, job_data, job_options, processed_at, created_at;
    INSERT INTO course_outbox.idempotency_keys (key, result, entity_id)
      VALUES ('${key}', '{"fsmState": {}, "outboxEntries": ${list}}', '${entityId}');
    COMMIT`
}

/** A key, its answer and the commit, as somebody would write it by hand. */
export async function byHand(pool, key) {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await client.query(CLAIM, [key])
    await client.query(STORE, [key, '{"value": {"ok": true}}'])
    await client.query('COMMIT')
  } finally {
    client.release()
  }
}

const CLAIM = `
  INSERT INTO course_outbox.idempotency_keys (key, fingerprint) VALUES ($1, 'bench') ON CONFLICT (key) DO NOTHING RETURNING key
`

const STORE = `
  UPDATE course_outbox.idempotency_keys SET result = $2::text::jsonb WHERE key = $1
`

/** The least that can be asked: a key whose answer is known before, committed by itself. */
export const BARE_KEY = `
  INSERT INTO course_outbox.idempotency_keys (key, result) VALUES ($1, '{}') ON CONFLICT (key) DO NOTHING RETURNING key
`
