import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

const claimedRow = z.object({ claimed: z.boolean() })

/** Whether the reader of this message is the one to bring the reservation up. @internal */
export async function claimLaunch(
  db: Queryable,
  { reservationId, messageId }: { reservationId: string; messageId: string },
): Promise<boolean> {
  const { rows } = await db.query(CLAIM_LAUNCH, [reservationId, messageId])
  return claimedRow.parse(rows[0]).claimed
}

const CLAIM_LAUNCH = 'SELECT gpu_dev.claim_launch($1, $2::bigint) AS claimed'
