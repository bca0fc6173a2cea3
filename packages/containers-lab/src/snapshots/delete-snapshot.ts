import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface DeleteSnapshotParameters {
  containerId: number
  name: string
}

const deleteSnapshotParameters = z.object({
  containerId: z.int().positive(),
  name: z.string(),
})

/**
 * Deletes the record of a snapshot; false where there is none.
 *
 * @throws InvalidInputError
 * @example
 * await deleteSnapshot(db, { containerId, name: 'before-exam' })
 */
export async function deleteSnapshot(db: Queryable, parameters: DeleteSnapshotParameters): Promise<boolean> {
  const input = parseInput('deleteSnapshot', deleteSnapshotParameters, parameters)
  const { rows } = await db.query(DELETE_SNAPSHOT, [input.containerId, input.name])
  return rows.length > 0
}

const DELETE_SNAPSHOT = `
  DELETE FROM containers_lab.snapshots AS snapshot
  WHERE snapshot.container_id = $1 AND snapshot.lxc_snapshot_name = $2
  RETURNING snapshot.id
`
