import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'

export interface CreateContainerParameters {
  /** Its name on the host. */
  lxcName: string
  image: string
  /** @default nobody */
  ownerUserId?: number
  templateId?: number
  /** @default 'creating' */
  status?: string
  /** @default 1 */
  cpu?: number
  /** @default 1024 */
  memoryMb?: number
  /** @default 10240 */
  diskMb?: number
}

const createContainerParameters = z.object({
  lxcName: z.string().min(1).max(255),
  image: z.string().min(1),
  ownerUserId: z.int().positive().optional(),
  templateId: z.int().positive().optional(),
  status: z.string().min(1).default('creating'),
  cpu: z.int32().positive().default(1),
  memoryMb: z.int32().positive().default(1024),
  diskMb: z.int32().positive().default(10240),
})

/**
 * Records a container that exists on its host already, under the name and in the state it has there.
 *
 * Its quota is taken where its state holds quota, and refused where it does not suffice.
 *
 * @throws RuleViolatedError `quota-exhausted`, or `container-move` for a state there is not
 * @throws TakenError for a name that is taken
 * @throws UnknownReferenceError
 * @throws InvalidInputError
 * @example
 * const container = await createContainer(db, { lxcName: 'old-1', image: 'ubuntu', ownerUserId: 7, status: 'stopped' })
 */
export async function createContainer(db: Queryable, parameters: CreateContainerParameters): Promise<number> {
  const input = parseInput('createContainer', createContainerParameters, parameters)
  const { rows } = await db
    .query(CREATE_CONTAINER, [
      input.lxcName,
      input.image,
      input.ownerUserId,
      input.templateId,
      input.status,
      input.cpu,
      input.memoryMb,
      input.diskMb,
    ])
    .catch((cause) => {
      throw explainWrite(cause)
    })
  return z.object({ value: z.int() }).parse(rows[0]).value
}

const CREATE_CONTAINER = `
  INSERT INTO containers_lab.containers (lxc_name, image, owner_user_id, template_id, status_id, cpu, memory_mb, disk_mb)
  VALUES (
    $1, $2, $3, $4, (SELECT status.id FROM containers_lab.container_statuses AS status WHERE status.name = $5),
    $6, $7, $8
  )
  RETURNING id AS value
`
