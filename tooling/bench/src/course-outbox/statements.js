import { OWNER } from './prepare.js'

/** A job as the application makes them. */
export function aJob(file) {
  return { queue: 'document_processing', data: { file, path: `/uploads/${file}.pdf` }, options: { priority: 5 } }
}

/**
 * What the function does, as an application would send it without the function: the same
 * rows, in one message, without its checks and without the answer being put together.
 *
 * @param {string} entityId
 * @param {string} key
 * @param {ReturnType<typeof aJob>[]} jobs
 */
export function inOneMessage(entityId, key, jobs) {
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
        "metadata": {}, "idempotency_key": "${key}", "version": 1}', 'API', '${OWNER.userId}');
    INSERT INTO course_outbox.job_outbox (entity_id, queue_name, job_data, job_options)
      SELECT '${entityId}', job ->> 'queue', job -> 'data', job -> 'options'
      FROM jsonb_array_elements('${list}') WITH ORDINALITY AS item (job, position) ORDER BY position
      RETURNING outbox_id, queue_name, entity_id, job_data, job_options, processed_at, created_at;
    INSERT INTO course_outbox.idempotency_keys (key, result, entity_id)
      VALUES ('${key}', '{"fsmState": {}, "outboxEntries": ${list}}', '${entityId}');
    COMMIT`
}
