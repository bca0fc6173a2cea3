import { randomBytes } from 'node:crypto'
import type { ClientBase } from 'pg'

/** What a database of ours is for: being built, being copied, being tested on. */
export type DatabaseKind = 'building' | 'template' | 'clone'

/** How the name of each kind begins. */
export const databasePrefixes: { readonly [kind in DatabaseKind]: string } = {
  building: 'schemata_build_',
  template: 'schemata_tpl_',
  clone: 'schemata_test_',
}

/** A name that nobody has. */
export function randomName(kind: 'building' | 'clone'): string {
  return databasePrefixes[kind] + randomBytes(8).toString('hex')
}

/**
 * Writes into the database's comment that it is ours, what for, and when it was made by
 * the server's clock. Nothing without this mark is ever dropped.
 */
export async function markDatabase(client: ClientBase, name: string, kind: DatabaseKind): Promise<void> {
  await client.query(`
    DO $mark$
    BEGIN
      EXECUTE format(
        'COMMENT ON DATABASE %I IS %L',
        '${name}',
        'schemata test database: ${kind}, made at ' || to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
      );
    END
    $mark$`)
}

export interface MarkedDatabase {
  readonly name: string
  readonly kind: DatabaseKind
  readonly ageSeconds: number
  /** Sessions are connected to it. */
  readonly inUse: boolean
  /** Finished and closed to connections; only ever true of templates. */
  readonly ready: boolean
}

/** The databases of the server that bear both a name and a mark of ours. */
export async function listMarkedDatabases(client: ClientBase): Promise<MarkedDatabase[]> {
  const { rows } = await client.query<Record<string, unknown>>(LIST_MARKED_DATABASES)
  return rows.flatMap((row) => {
    const kind = toKind(String(row.kind))
    const name = String(row.name)
    if (kind === undefined || !Object.values(databasePrefixes).some((prefix) => name.startsWith(prefix))) return []
    return [{ name, kind, ageSeconds: Number(row.age), inUse: row.in_use === true, ready: row.ready === true }]
  })
}

function toKind(text: string): DatabaseKind | undefined {
  return text === 'building' || text === 'template' || text === 'clone' ? text : undefined
}

const LIST_MARKED_DATABASES = `
  SELECT
    database.datname AS name,
    mark[1] AS kind,
    extract(epoch FROM now() - mark[2]::timestamptz)::int AS age,
    database.datistemplate AND NOT database.datallowconn AS ready,
    EXISTS (SELECT FROM pg_stat_activity AS session WHERE session.datid = database.oid) AS in_use
  FROM pg_database AS database
  CROSS JOIN LATERAL regexp_match(
    shobj_description(database.oid, 'pg_database'),
    '^schemata test database: (\\w+), made at (\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ)$'
  ) AS mark
  WHERE mark IS NOT NULL
`
