import type { Queryable } from '@schemata/contract'

/** What an installed schema holds beside what its contract says. */
export interface InstalledFacts {
  readonly foreignKeys: readonly ForeignKey[]
  readonly indexes: readonly TableIndex[]
  /** What the install made in other schemas or in the database as a whole: `table public.rests`. */
  readonly strays: readonly string[]
}

export interface ForeignKey {
  readonly name: string
  readonly table: string
  readonly columns: readonly string[]
}

export interface TableIndex {
  readonly table: string
  /** In order; null for an expression. */
  readonly columns: readonly (string | null)[]
  readonly predicate: string | null
}

/** Reads the foreign keys and the usable indexes of a schema; those of partitions are their parent's. */
export async function readKeys(
  db: Queryable,
  schema: string,
): Promise<Pick<InstalledFacts, 'foreignKeys' | 'indexes'>> {
  const { rows } = await db.query(READ_KEYS, [schema])
  const { foreignKeys, indexes }: Pick<InstalledFacts, 'foreignKeys' | 'indexes'> = JSON.parse(rows[0].keys)
  return { foreignKeys, indexes }
}

const READ_KEYS = `
  SELECT json_build_object(
    'foreignKeys', (
      SELECT coalesce(json_agg(json_build_object(
        'name', con.conname,
        'table', rel.relname,
        'columns', (
          SELECT json_agg(att.attname ORDER BY key.ordinality)
          FROM unnest(con.conkey) WITH ORDINALITY AS key (attnum, ordinality)
          JOIN pg_attribute AS att ON att.attrelid = con.conrelid AND att.attnum = key.attnum
        )
      ) ORDER BY rel.relname, con.conname), '[]')
      FROM pg_constraint AS con
      JOIN pg_class AS rel ON rel.oid = con.conrelid
      WHERE rel.relnamespace = to_regnamespace($1) AND con.contype = 'f' AND con.conparentid = 0
    ),
    'indexes', (
      SELECT coalesce(json_agg(json_build_object(
        'table', rel.relname,
        'columns', (
          SELECT json_agg(att.attname ORDER BY key.ordinality)
          FROM unnest(ix.indkey::int2[]) WITH ORDINALITY AS key (attnum, ordinality)
          LEFT JOIN pg_attribute AS att ON att.attrelid = ix.indrelid AND att.attnum = key.attnum AND key.attnum > 0
          WHERE key.ordinality <= ix.indnkeyatts
        ),
        'predicate', pg_get_expr(ix.indpred, ix.indrelid)
      )), '[]')
      FROM pg_index AS ix
      JOIN pg_class AS rel ON rel.oid = ix.indrelid
      JOIN pg_class AS own ON own.oid = ix.indexrelid
      JOIN pg_am AS method ON method.oid = own.relam
      WHERE rel.relnamespace = to_regnamespace($1) AND ix.indisvalid AND method.amname IN ('btree', 'hash')
    )
  )::text AS keys
`
