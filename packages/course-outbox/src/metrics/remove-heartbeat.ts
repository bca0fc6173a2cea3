import type { Queryable } from '@schemata/contract'

/** Says that a relay has ended as it should: nobody need miss it. */
export async function removeHeartbeat(db: Queryable, { relayId }: { relayId: string }): Promise<void> {
  await db.query(REMOVE_HEARTBEAT, [relayId])
}

const REMOVE_HEARTBEAT = `
  DELETE FROM course_outbox.relay_heartbeats WHERE relay_id = $1
`
