import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'

export interface LaunchContainerParameters {
  userId: number
  teamId?: number
  templateId?: number
  /** Required without a template. */
  image?: string
  /** Cores. @default those of the template, else 1 */
  cpu?: number
  /** @default that of the template, else 1024 */
  memoryMb?: number
  /** @default that of the template, else 10240 */
  diskMb?: number
  /** What is to be installed. @default nothing */
  packages?: readonly string[]
}

const launchContainerParameters = z
  .object({
    userId: z.int().positive(),
    teamId: z.int().positive().optional(),
    templateId: z.int().positive().optional(),
    image: z.string().min(1).optional(),
    cpu: z.int32().positive().optional(),
    memoryMb: z.int32().positive().optional(),
    diskMb: z.int32().positive().optional(),
    packages: z.array(z.string().min(1)).max(1000).default([]),
  })
  .refine(({ image, templateId }) => image !== undefined || templateId !== undefined, {
    path: ['image'],
    message: 'expected an image or a template',
  })

export interface Launch {
  containerId: number
  /** The operation that creates it. */
  operationId: string
}

const launch = z.object({
  containerId: z.int(),
  operationId: z.string(),
})

/**
 * Reserves a container and puts its creation into the operation queue, both or neither; `undefined` when the
 * quota does not suffice.
 *
 * Pass a client inside a transaction or a Pool; it is one statement. Whoever creates it calls `markContainerRunning`.
 *
 * @throws RuleViolatedError `reservation-wait`
 * @throws UnknownReferenceError
 * @throws InvalidInputError
 * @example
 * const launch = await asUser(pool, 7, (db) => launchContainer(db, { userId: 7, templateId: 1, packages: ['git'] }))
 */
export async function launchContainer(
  db: Queryable,
  parameters: LaunchContainerParameters,
): Promise<Launch | undefined> {
  const input = parseInput('launchContainer', launchContainerParameters, parameters)
  const { rows } = await db
    .query(LAUNCH_CONTAINER, [
      input.userId,
      input.teamId,
      input.templateId,
      input.image,
      input.cpu,
      input.memoryMb,
      input.diskMb,
      JSON.stringify(input.packages),
    ])
    .catch((cause) => {
      throw explainWrite(cause)
    })
  return launch.optional().parse(rows[0])
}

const LAUNCH_CONTAINER = `
  SELECT reserved.id AS "containerId",
    containers_lab.enqueue_operation(reserved.id, 'create', jsonb_build_object('packages', $8::jsonb))::text AS "operationId"
  FROM (
    SELECT containers_lab.reserve_container_row(
      $1, $2, $3, coalesce($4, template.image), coalesce($5, template.default_cpu, 1),
      coalesce($6, template.default_memory_mb, 1024), coalesce($7, template.default_disk_mb, 10240)
    ) AS id
    FROM (SELECT $3::integer AS template_id) AS asked
    LEFT JOIN containers_lab.templates AS template ON template.id = asked.template_id
    OFFSET 0
  ) AS reserved
  WHERE reserved.id IS NOT NULL
`
