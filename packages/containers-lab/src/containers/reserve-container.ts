import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'

export interface ReserveContainerParameters {
  userId: number
  /** On whose quota, where the person has none of their own. @default nobody's */
  teamId?: number
  templateId?: number
  /** Required without a template. @default that of the template */
  image?: string
  /** Cores. @default those of the template, else 1 */
  cpu?: number
  /** @default that of the template, else 1024 */
  memoryMb?: number
  /** @default that of the template, else 10240 */
  diskMb?: number
}

const reserveContainerParameters = z
  .object({
    userId: z.int().positive(),
    teamId: z.int().positive().optional(),
    templateId: z.int().positive().optional(),
    image: z.string().min(1).optional(),
    cpu: z.int32().positive().optional(),
    memoryMb: z.int32().positive().optional(),
    diskMb: z.int32().positive().optional(),
  })
  .refine(({ image, templateId }) => image !== undefined || templateId !== undefined, {
    path: ['image'],
    message: 'expected an image or a template',
  })

/**
 * Takes quota and makes the row of a container in state creating: its id, or `undefined` when the quota does
 * not suffice, and then nothing is written.
 *
 * Reservations of one person wait for each other, up to five seconds. The quota is held until the container
 * stops, fails or is deleted.
 *
 * @throws RuleViolatedError `reservation-wait` when another reservation of the person does not end
 * @throws UnknownReferenceError
 * @throws InvalidInputError
 * @example
 * const containerId = await reserveContainer(db, { userId: 7, image: 'ubuntu:24.04', cpu: 2 })
 */
export async function reserveContainer(
  db: Queryable,
  parameters: ReserveContainerParameters,
): Promise<number | undefined> {
  const input = parseInput('reserveContainer', reserveContainerParameters, parameters)
  const { rows } = await db
    .query(RESERVE_CONTAINER, [
      input.userId,
      input.teamId,
      input.templateId,
      input.image,
      input.cpu,
      input.memoryMb,
      input.diskMb,
    ])
    .catch((cause) => {
      throw explainWrite(cause)
    })
  return z
    .object({
      value: z
        .int()
        .nullable()
        .transform((id) => id ?? undefined),
    })
    .parse(rows[0]).value
}

const RESERVE_CONTAINER = `
  SELECT containers_lab.reserve_container_row(
    $1, $2, $3, coalesce($4, template.image), coalesce($5, template.default_cpu, 1),
    coalesce($6, template.default_memory_mb, 1024), coalesce($7, template.default_disk_mb, 10240)
  ) AS value
  FROM (SELECT $3::integer AS template_id) AS asked
  LEFT JOIN containers_lab.templates AS template ON template.id = asked.template_id
`
