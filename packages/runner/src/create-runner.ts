import type { SchemaPackage, Stack } from '@schemata/contract'

import { type AdoptOptions, type AdoptResult, adopt } from './adopt.js'
import { type ApplyOptions, type ApplyResult, apply } from './apply.js'
import { assertReady } from './assert-ready.js'
import { applyMigrations, currentVersion, type MigrationResult, validateConnection } from './classic.js'
import { type Context, withSession } from './context.js'
import { exportPsql } from './export-psql.js'
import type { Plan } from './plan.js'
import { renderPlanSql } from './render-sql.js'
import { type RevertOptions, type RevertResult, revert } from './revert.js'
import type { Sessions } from './sessions.js'
import { plan, type StatusReport, status } from './status.js'
import { type VerifyOptions, type VerifyReport, verify } from './verify.js'

export interface CreateRunnerOptions {
  readonly stack: Stack
  /** `fromPool(pool)` or `fromPGlite(db)`; stays the caller's and is never ended here. */
  readonly sessions: Sessions
}

/** Everything that can be done with a stack and a database. */
export interface Runner {
  /** What `apply` would do. Reads only, takes no lock. @throws ConnectionFailedError */
  plan(): Promise<Plan>
  /** The SQL of the pending steps under this stack's names. */
  renderPlanSql(): Promise<string>
  /** Brings the database to what the stack says; a failure is a result. */
  apply(options?: ApplyOptions): Promise<ApplyResult>
  /** Where each package stands. Reads only. @throws ConnectionFailedError */
  status(): Promise<StatusReport>
  /** Compares ledger and stack. Reads only. @throws ConnectionFailedError */
  verify(options?: VerifyOptions): Promise<VerifyReport>
  /** Undoes steps by their stored down scripts; a failure is a result. */
  revert(options: RevertOptions): Promise<RevertResult>
  /** What `apply` would do as a script for psql, ledger included. */
  exportPsql(): Promise<string>
  /** Takes over objects that were made by hand or by another tool; proposes unless told to write. */
  adopt(options?: AdoptOptions): Promise<AdoptResult>
  /** @throws NotReadyError when the database is not what the stack says. One round trip. */
  assertReady(): Promise<void>
  /** True when the server answers and is recent enough; never throws. */
  validateConnection(): Promise<boolean>
  /** The version of the last applied step of a package, null when nothing is applied. */
  currentVersion(schemaPackage: SchemaPackage | string): Promise<string | null>
  /** Applies everything pending and tells in the words of the domains' documents; never throws for a failed migration. */
  applyMigrations(options?: ApplyOptions): Promise<MigrationResult>
}

/**
 * Makes a runner for one stack and one database.
 *
 * It keeps no state, prints nothing, reads no file and no environment.
 *
 * @example
 * const runner = createRunner({ stack, sessions: fromPool(pool) })
 * const { outcome, errors } = await runner.apply()
 */
export function createRunner({ stack, sessions }: CreateRunnerOptions): Runner {
  const context: Context = { stack, sessions }
  return {
    plan: () => plan(context),
    renderPlanSql: () => renderPlanSql(context),
    apply: (options) => apply(context, options),
    status: () => status(context),
    verify: (options) => verify(context, options),
    revert: (options) => revert(context, options),
    exportPsql: () => exportPsql(context),
    adopt: (options) => adopt(context, options),
    assertReady: () => withSession(context, (session) => assertReady(session, stack)),
    validateConnection: () => validateConnection(context),
    currentVersion: (schemaPackage) => currentVersion(context, schemaPackage),
    applyMigrations: (options) => applyMigrations(context, options),
  }
}
