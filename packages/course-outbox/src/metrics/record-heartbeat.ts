import type { Queryable } from '@schemata/contract'

export interface RecordHeartbeatParameters {
  relayId: string
  targetQueue: string
  state: 'running' | 'paused' | 'stopping'
  /** Why it is paused, in a word. */
  reason?: string | undefined
}

/** Says that a relay lives, by the clock of the database. */
export async function recordHeartbeat(
  db: Queryable,
  { relayId, targetQueue, state, reason }: RecordHeartbeatParameters,
): Promise<void> {
  await db.query(RECORD_HEARTBEAT, [relayId, targetQueue, state, reason])
}

const RECORD_HEARTBEAT = `
  INSERT INTO course_outbox.relay_heartbeats AS known (relay_id, target_queue, state, reason, started_at, seen_at)
  VALUES ($1, $2, $3, $4, clock_timestamp(), clock_timestamp())
  ON CONFLICT (relay_id) DO UPDATE
  SET state = excluded.state, reason = excluded.reason, seen_at = excluded.seen_at
`
