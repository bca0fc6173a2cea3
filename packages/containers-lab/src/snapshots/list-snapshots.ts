import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface ListSnapshotsParameters {
  containerId: number
}

const listSnapshotsParameters = z.object({
  containerId: z.int().positive(),
})

export interface Snapshot {
  snapshotId: number
  name: string
  createdBy: number | null
  notes: string | null
  createdAt: Date
}

const snapshot = z.object({
  snapshotId: z.int(),
  name: z.string(),
  createdBy: z.int().nullable(),
  notes: z.string().nullable(),
  createdAt: z.date(),
})

/**
 * Lists the snapshots of a container, newest first.
 *
 * @throws InvalidInputError
 * @example
 * const snapshots = await listSnapshots(db, { containerId })
 */
export async function listSnapshots(db: Queryable, parameters: ListSnapshotsParameters): Promise<Snapshot[]> {
  const input = parseInput('listSnapshots', listSnapshotsParameters, parameters)
  const { rows } = await db.query(LIST_SNAPSHOTS, [input.containerId])
  return z.array(snapshot).parse(rows)
}

const LIST_SNAPSHOTS = `
  SELECT snapshot.id AS "snapshotId", snapshot.lxc_snapshot_name AS name, snapshot.created_by AS "createdBy",
    snapshot.notes, snapshot.created_at AS "createdAt"
  FROM containers_lab.snapshots AS snapshot
  WHERE snapshot.container_id = $1
  ORDER BY snapshot.created_at DESC, snapshot.id DESC
`
