import { LOCK_KEY } from '@schemata/runner'
import type { PoolClient } from 'pg'

/** What one connection tells about its server. */
export interface ServerFacts {
  readonly version: string
  readonly versionNumber: number
  readonly database: string
  readonly user: string
  readonly backendPid: number
  /** Named when the connection was opened; another one than `backendPid` behind a pooler. */
  readonly startupPid: number | null
  readonly inRecovery: boolean
  readonly mayCreate: boolean
  /** Schemas of the stack that do not exist yet. */
  readonly missingSchemas: readonly string[]
  readonly ledger: boolean
  /** Null where there is no ledger, or no right to ask. */
  readonly layout: number | null
  /** Who holds the lock of all runs. */
  readonly holders: readonly string[]
}

/** Reads everything in two round trips; changes nothing. */
export async function inspectServer(client: PoolClient, schemas: readonly string[]): Promise<ServerFacts> {
  const { rows } = await client.query<Omit<ServerFacts, 'startupPid' | 'layout'>>(FACTS, [schemas])
  const [facts] = rows
  if (!facts) throw new Error('The server answered without a row.')
  const startupPid: unknown = Reflect.get(client, 'processID')
  return {
    ...facts,
    startupPid: typeof startupPid === 'number' ? startupPid : null,
    layout: facts.ledger ? await readLayout(client) : null,
  }
}

async function readLayout(client: PoolClient): Promise<number | null> {
  const { rows: rights } = await client.query<{ allowed: boolean | null }>(LAYOUT_RIGHT)
  if (!rights[0]?.allowed) return null
  const { rows } = await client.query<{ layout: number }>('SELECT schemata.layout() AS layout')
  return rows[0]?.layout ?? null
}

const FACTS = `
  SELECT current_setting('server_version') AS version,
         current_setting('server_version_num')::integer AS "versionNumber",
         current_database()::text AS database,
         current_user::text AS user,
         pg_catalog.pg_backend_pid() AS "backendPid",
         pg_catalog.pg_is_in_recovery() AS "inRecovery",
         pg_catalog.has_database_privilege(current_database(), 'CREATE') AS "mayCreate",
         ARRAY(SELECT name FROM unnest($1::text[]) AS name
               WHERE pg_catalog.to_regnamespace(name) IS NULL) AS "missingSchemas",
         pg_catalog.to_regnamespace('schemata') IS NOT NULL AS ledger,
         ARRAY(SELECT format('pid %s (%s)', activity.pid, coalesce(nullif(activity.application_name, ''), 'no name'))
               FROM pg_catalog.pg_locks AS lock
               JOIN pg_catalog.pg_stat_activity AS activity ON activity.pid = lock.pid
               WHERE lock.locktype = 'advisory' AND lock.granted
                 AND lock.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
                 AND (lock.classid, lock.objid, lock.objsubid) = (${LOCK_KEY}, 2)) AS holders
`

const LAYOUT_RIGHT = `
  SELECT pg_catalog.has_function_privilege(pg_catalog.to_regprocedure('schemata.layout()')::oid, 'EXECUTE') AS allowed
`
