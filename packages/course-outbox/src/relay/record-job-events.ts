import type { Queryable } from '@schemata/contract'

export interface JobEvent {
  outboxId: string
  eventType: 'JOB_CREATED' | 'JOB_FAILED'
}

/** Writes an event of each job to the history of its course, in one statement. */
export async function recordJobEvents(db: Queryable, events: readonly JobEvent[]): Promise<void> {
  if (events.length === 0) return
  const ids = events.map(({ outboxId }) => outboxId)
  await db.query(RECORD_JOB_EVENTS, [ids, events.map(({ eventType }) => eventType)])
}

const RECORD_JOB_EVENTS = `
  INSERT INTO course_outbox.fsm_events (entity_id, event_type, event_data, created_by)
  SELECT job.entity_id, event.event_type,
         jsonb_strip_nulls(jsonb_build_object(
           'outbox_id', job.outbox_id, 'queue_name', job.queue_name, 'target_queue', job.target_queue,
           'attempts', job.attempts, 'reason', job.dead_reason
         )),
         'QUEUE'
  FROM unnest($1::uuid[], $2::text[]) AS event (outbox_id, event_type)
  JOIN course_outbox.job_outbox AS job ON job.outbox_id = event.outbox_id
  WHERE job.outbox_id = ANY ($1::uuid[])
`
