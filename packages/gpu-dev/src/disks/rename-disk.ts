import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'
import { userName } from '../user-name.js'
import { diskName as name } from './disk-name.js'

export interface RenameDiskParameters {
  owner: string
  diskName: string
  newName: string
}

const outcome = z.enum(['renamed', 'missing', 'deleted', 'in_use', 'busy', 'name_taken'])
export type RenameDiskOutcome = z.output<typeof outcome>

const renameDiskParameters = z.object({ owner: userName, diskName: z.string(), newName: name })
const renamedRow = z.object({ outcome })

/**
 * Renames a disk that nobody uses. Of two renames to one name, one is told that it is taken.
 *
 * @throws InvalidInputError
 * @example
 * await renameDisk(pool, { owner: 'ada', diskName: 'scratch', newName: 'results' })
 */
export async function renameDisk(db: Queryable, parameters: RenameDiskParameters): Promise<RenameDiskOutcome> {
  const { owner, diskName, newName } = parseInput('renameDisk', renameDiskParameters, parameters)
  const { rows } = await db.query(RENAME_DISK, [owner, diskName, newName])
  return renamedRow.parse(rows[0]).outcome
}

const RENAME_DISK = 'SELECT gpu_dev.rename_disk($1, $2, $3) AS outcome'
