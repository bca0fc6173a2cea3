import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { NotInTransactionError, TenantNotIsolatedError } from '../errors/tenancy.js'
import { parseInput } from '../parse-input.js'

/** A customer, or a customer and the role to take on for it, where a stack has named that otherwise. */
export type TenantParameters = string | { customerId: string /** @default 'build_app' */; role?: string }

const tenantParameters = z
  .union([
    z.string().transform((customerId) => ({ customerId, role: 'build_app' })),
    z.object({ customerId: z.string(), role: z.string().default('build_app') }),
  ])
  .pipe(z.object({ customerId: z.string().min(1).max(100), role: z.string().min(1) }))

const state = z.object({ tenant: z.string(), role: z.string() })

/**
 * Runs `work` for one customer: row security shows that customer's rows, and no others.
 *
 * `db` is one client inside a transaction, connected as a member of `build_app`. Role and
 * customer are held in settings of that transaction, so they never outlive it on a pooled
 * connection. When `work` is done, those from before are back; calls may be nested.
 * Should row security not apply to the role, nothing is run.
 *
 * @throws NotInTransactionError when no transaction is open, and for a Pool.
 * @throws TenantNotIsolatedError when the role bypasses row security.
 * @throws InvalidInputError
 * @example
 * await client.query('BEGIN')
 * const builds = await asTenant(client, 'acme', (db) => listBuilds(db, { customerId: 'acme' }))
 * await client.query('COMMIT')
 */
export async function asTenant<Db extends Queryable, Result>(
  db: Db,
  tenant: TenantParameters,
  work: (db: Db) => Promise<Result>,
): Promise<Result> {
  const { customerId, role } = parseInput('asTenant', tenantParameters, tenant)
  const { rows } = await db.query(READ_STATE)
  const before = state.parse(rows[0])
  await enter(db, customerId, role)
  try {
    const result = await work(db)
    await db.query(WRITE_STATE, [before.tenant, before.role])
    return result
  } catch (error) {
    // Fails only where the transaction is aborted, whose end undoes the settings anyway.
    await db.query(WRITE_STATE, [before.tenant, before.role]).catch(() => undefined)
    throw error
  }
}

async function enter(db: Queryable, customerId: string, role: string): Promise<void> {
  await db.query(WRITE_STATE, [customerId, role])
  // A second statement: outside a transaction, what the first one set is gone by now.
  const { rows } = await db.query(CHECK_STATE)
  const { tenant, isolated } = z.object({ tenant: z.string().nullable(), isolated: z.boolean() }).parse(rows[0])
  if (tenant !== customerId) throw new NotInTransactionError()
  if (!isolated) throw new TenantNotIsolatedError({ role })
}

const READ_STATE = `
  SELECT coalesce(current_setting('app.current_tenant', true), '') AS tenant, current_setting('role') AS role
`

const WRITE_STATE = `
  SELECT set_config('app.current_tenant', $1, true), set_config('role', $2, true)
`

const CHECK_STATE = `
  SELECT current_setting('app.current_tenant', true) AS tenant,
    row_security_active('build_orchestrator.build_queue'::regclass) AS isolated
`
