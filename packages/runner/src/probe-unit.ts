import type { Probe, Queryable } from '@schemata/contract'

/** What there is of the object that a step makes or takes away. */
export type Found = 'absent' | 'building' | 'invalid' | 'valid' | 'different' | 'unknown'

/**
 * Looks at the catalog for what a non-transactional statement left behind.
 *
 * `building`: a live session is at it. `invalid`: the remains of one that was cut off.
 * `different`: the name is taken by an index on another table, or of another kind.
 */
export async function probeUnit(
  db: Queryable,
  probe: Probe | null,
  schemas: { readonly [literal: string]: string },
): Promise<Found> {
  if (probe === null) return 'unknown'
  if (probe.kind === 'repeatable') return 'absent'
  const schema = schemas[probe.schema] ?? probe.schema
  const { rows } = await db.query(INDEX, [schema, probe.index])
  const index: { table: string; unique: boolean; valid: boolean; building: boolean } | undefined = rows[0]
  if (!index) return 'absent'
  if (index.building) return 'building'
  if (probe.kind === 'create index' && (index.table !== probe.table || index.unique !== probe.unique))
    return 'different'
  return index.valid ? 'valid' : 'invalid'
}

const INDEX = `
  SELECT owner.relname AS table, index.indisunique AS unique, index.indisvalid AND index.indisready AS valid,
         EXISTS (SELECT FROM pg_catalog.pg_stat_progress_create_index AS progress
                 WHERE progress.index_relid = index.indexrelid) AS building
  FROM pg_catalog.pg_index AS index
  JOIN pg_catalog.pg_class AS named ON named.oid = index.indexrelid
  JOIN pg_catalog.pg_namespace AS place ON place.oid = named.relnamespace
  JOIN pg_catalog.pg_class AS owner ON owner.oid = index.indrelid
  WHERE place.nspname = $1 AND named.relname = $2
`
