import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'

export interface RecordSnapshotParameters {
  containerId: number
  name: string
  createdBy?: number
  notes?: string
}

const recordSnapshotParameters = z.object({
  containerId: z.int().positive(),
  name: z.string().min(1).max(255),
  createdBy: z.int().positive().optional(),
  notes: z.string().optional(),
})

/**
 * Records a snapshot that was taken on the host; a name may be used once a container.
 *
 * @throws TakenError when the container has a snapshot of the name
 * @throws UnknownReferenceError
 * @throws InvalidInputError
 * @example
 * await recordSnapshot(db, { containerId, name: 'before-exam', createdBy: 7 })
 */
export async function recordSnapshot(db: Queryable, parameters: RecordSnapshotParameters): Promise<void> {
  const input = parseInput('recordSnapshot', recordSnapshotParameters, parameters)
  await db.query(RECORD_SNAPSHOT, [input.containerId, input.name, input.createdBy, input.notes]).catch((cause) => {
    throw explainWrite(cause)
  })
}

const RECORD_SNAPSHOT = `
  SELECT containers_lab.record_snapshot($1, $2, $3, $4)
`
