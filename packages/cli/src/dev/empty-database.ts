import { LOCK_KEY } from '@schemata/runner'
import type { Pool, PoolClient } from 'pg'

import { ResetFailedError, ResetWaitError } from '../errors.js'
import type { DevelopmentScript } from './development-scripts.js'

/**
 * Runs the reset scripts of packages and drops the schemas that the ledger says were made for packages, with everything that
 * hangs on them, and the ledger: all of it or nothing. Roles stay, as they belong to the
 * whole server, and so do schemas that were there before: see {@link sharedInstalls}.
 *
 * Runs under the lock of `apply`, which is not waited for.
 *
 * A reset script is told by the setting `schemata.environment` that this is a database of
 * development, and is not run for an install in a schema that was there before.
 *
 * @returns the schemas that were dropped; none where there is no ledger.
 * @throws ResetWaitError while a run holds the lock.
 * @throws ResetFailedError when a script fails.
 */
export async function emptyDatabase(pool: Pool, scripts: readonly DevelopmentScript[]): Promise<readonly string[]> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await takeLock(client)
    const schemas = await ownSchemas(client)
    for (const script of scripts) if (schemas.includes(script.schema)) await runReset(client, script)
    const ledger = (await hasLedger(client)) ? ['schemata'] : []
    for (const schema of [...schemas, ...ledger]) {
      await client.query(`DROP SCHEMA IF EXISTS ${client.escapeIdentifier(schema)} CASCADE`)
    }
    await client.query('COMMIT')
    client.release()
    return schemas
  } catch (error) {
    client.release(true)
    throw error
  }
}

async function runReset(client: PoolClient, { package: packageKey, file, sql }: DevelopmentScript): Promise<void> {
  try {
    await client.query("SET LOCAL schemata.environment = 'development'")
    await client.query(sql)
  } catch (cause) {
    throw new ResetFailedError({ packageKey, file, cause })
  }
}

async function takeLock(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ taken: boolean }>(`SELECT pg_try_advisory_xact_lock(${LOCK_KEY}) AS taken`)
  if (!rows[0]?.taken) throw new ResetWaitError()
}

async function hasLedger(client: Pool | PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ found: string | null }>(`SELECT to_regclass('schemata.target')::text AS found`)
  return rows[0]?.found != null
}

/** Those that were made by an install; what else lives in the others cannot be told apart. */
async function ownSchemas(client: PoolClient): Promise<readonly string[]> {
  if (!(await hasLedger(client))) return []
  const { rows } = await client.query<{ schema_name: string }>(
    'SELECT schema_name FROM schemata.target GROUP BY schema_name HAVING NOT bool_or(schema_existed) ORDER BY schema_name',
  )
  return rows.map((row) => row.schema_name)
}

/** The keys of all packages, where one of them lives in a schema that was there before it; else none. */
export async function sharedInstalls(pool: Pool): Promise<readonly string[]> {
  if (!(await hasLedger(pool))) return []
  const { rows } = await pool.query<{ package_key: string }>(`
    SELECT DISTINCT package_key FROM schemata.target
    WHERE EXISTS (SELECT FROM schemata.target WHERE schema_existed)
    ORDER BY package_key`)
  return rows.map((row) => row.package_key)
}
