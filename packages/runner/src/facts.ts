import type { Queryable, Stack } from '@schemata/contract'

import { ServerVersionError } from './errors.js'

/** What the planner must know of the database besides the ledger. */
export interface Facts {
  readonly serverVersion: number
  /** Of the connection that works: what is asked about, or cancelled, from another one. */
  readonly backendPid: number
  /** Which of the stack's schemas exist. */
  readonly schemas: ReadonlySet<string>
  /** Which of the stack's roles exist. */
  readonly roles: ReadonlySet<string>
  /** Which of the extensions that the stack cannot do without are there, and which could be created. */
  readonly extensions: { readonly installed: ReadonlySet<string>; readonly available: ReadonlySet<string> }
  /** What provided packages lack, by package key. */
  readonly missing: ReadonlyMap<string, readonly string[]>
}

const OLDEST_SERVER = 150_000

/** Reads the facts in one round trip; what provided packages lack is read by `findMissing`. */
export async function readFacts(db: Queryable, stack: Stack): Promise<Facts> {
  const schemas = stack.instances.map((instance) => instance.schema)
  const { rows } = await db.query(FACTS, [schemas, roleNames(stack), extensionNames(stack)])
  const found: FactsRow = rows[0]
  if (found.server_version < OLDEST_SERVER) {
    throw new ServerVersionError({ found: String(Math.floor(found.server_version / 10_000)), expected: '15' })
  }
  return {
    serverVersion: found.server_version,
    backendPid: found.backend_pid,
    schemas: new Set(found.schemas),
    roles: new Set(found.roles),
    extensions: { installed: new Set(found.extensions), available: new Set(found.available) },
    missing: new Map(),
  }
}

/** The roles that the stack's packages name, under the names the stack gives them. */
export function roleNames(stack: Stack): string[] {
  const installed = stack.instances.filter((instance) => !instance.provided)
  const symbols = installed.flatMap((instance) => instance.package.roles)
  return [...new Set(symbols.map((symbol) => stack.roles[symbol] ?? symbol))]
}

/** The extensions that the stack's packages cannot do without. */
export function extensionNames(stack: Stack): string[] {
  const installed = stack.instances.filter((instance) => !instance.provided)
  const needed = installed.flatMap((instance) => instance.package.extensions.filter(({ optional }) => !optional))
  return [...new Set(needed.map(({ name }) => name))]
}

interface FactsRow {
  readonly server_version: number
  readonly backend_pid: number
  readonly schemas: string[]
  readonly roles: string[]
  readonly extensions: string[]
  readonly available: string[]
}

const FACTS = `
  SELECT current_setting('server_version_num')::integer AS server_version,
         pg_catalog.pg_backend_pid() AS backend_pid,
         ARRAY(SELECT nspname::text FROM pg_catalog.pg_namespace WHERE nspname = ANY ($1::text[])) AS schemas,
         ARRAY(SELECT rolname::text FROM pg_catalog.pg_roles WHERE rolname = ANY ($2::text[])) AS roles,
         ARRAY(SELECT extname::text FROM pg_catalog.pg_extension WHERE extname = ANY ($3::text[])) AS extensions,
         ARRAY(
           SELECT DISTINCT name::text FROM pg_catalog.pg_available_extensions
           WHERE cardinality($3::text[]) > 0 AND name = ANY ($3::text[])
         ) AS available
`
