import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { MissingTablesError } from '../errors.js'
import * as rows from '../generated/rows.js'
import { parseInput } from '../parse-input.js'

export interface AssertTablesParameters {
  /** What the stack named this install. @default 'gpu_dev' */
  schema?: string
}

const assertTablesParameters = z.object({ schema: z.string().min(1).default('gpu_dev') })

/** Every table, and the columns that this release reads and writes. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  alb_target_groups: Object.keys(rows.albTargetGroupsRow.shape),
  api_keys: Object.keys(rows.apiKeysRow.shape),
  api_users: Object.keys(rows.apiUsersRow.shape),
  archived_reservations: Object.keys(rows.archivedReservationsRow.shape),
  coordination_locks: Object.keys(rows.coordinationLocksRow.shape),
  disk_operations: Object.keys(rows.diskOperationsRow.shape),
  disks: Object.keys(rows.disksRow.shape),
  domain_mappings: Object.keys(rows.domainMappingsRow.shape),
  gpu_types: Object.keys(rows.gpuTypesRow.shape),
  reservation_requests: Object.keys(rows.reservationRequestsRow.shape),
  reservations: Object.keys(rows.reservationsRow.shape),
  user_limits: Object.keys(rows.userLimitsRow.shape),
}

const QUEUES = ['q_gpu_reservations', 'a_gpu_reservations', 'q_disk_operations', 'a_disk_operations']

const foundRows = z.array(z.object({ place: z.string(), name: z.string(), columns: z.array(z.string()) }))

/**
 * Refuses to go on in a database without the tables, columns and queues of this release,
 * and names all that are missing. One query; creates nothing.
 *
 * A service calls it before it listens. `assertReady` of `@schemata/runner` asks besides
 * whether the database is at the version that the service was built for.
 *
 * @throws MissingTablesError
 * @throws InvalidInputError
 * @example
 * await assertTables(pool)
 * server.listen(8000)
 */
export async function assertTables(db: Queryable, parameters: AssertTablesParameters = {}): Promise<void> {
  const { schema } = parseInput('assertTables', assertTablesParameters, parameters)
  const answer = await db.query(FOUND, [schema, Object.keys(EXPECTED), QUEUES])
  const found = new Map(foundRows.parse(answer.rows).map(({ place, name, columns }) => [`${place}.${name}`, columns]))
  const missing = [
    ...Object.entries(EXPECTED).flatMap(([table, columns]) => {
      const name = `${schema}.${table}`
      const present = found.get(name)
      return present
        ? columns.filter((column) => !present.includes(column)).map((column) => `${name}.${column}`)
        : [name]
    }),
    ...QUEUES.map((queue) => `pgmq.${queue}`).filter((queue) => !found.has(queue)),
  ]
  if (missing.length > 0) throw new MissingTablesError({ missing })
}

const FOUND = `
  SELECT place.nspname::text AS place, relation.relname::text AS name, array_agg(att.attname::text) AS columns
  FROM pg_class AS relation
  JOIN pg_namespace AS place ON place.oid = relation.relnamespace
  JOIN pg_attribute AS att ON att.attrelid = relation.oid AND att.attnum > 0 AND NOT att.attisdropped
  WHERE relation.relkind IN ('r', 'p')
    AND ((place.nspname = $1 AND relation.relname = ANY ($2)) OR (place.nspname = 'pgmq' AND relation.relname = ANY ($3)))
  GROUP BY place.nspname, relation.relname
`
