import type { SchemaPackage } from '@schemata/contract'

import { type ApplyOptions, apply } from './apply.js'
import { type Context, withSession } from './context.js'
import { readFacts } from './facts.js'
import { readLedger } from './ledger.js'

/** What the domains' documents say of a run. */
export interface MigrationResult {
  readonly success: boolean
  readonly appliedMigrations: readonly {
    readonly version: string
    readonly name: string
    readonly executionTimeMs: number
  }[]
  /** Sentences for people. */
  readonly errors: readonly string[]
}

/** True when the server answers and is recent enough; never throws. */
export async function validateConnection(context: Context): Promise<boolean> {
  try {
    await withSession(context, (session) => readFacts(session, context.stack))
    return true
  } catch {
    return false
  }
}

/** The version of the last applied step of a package, null when nothing is applied. */
export async function currentVersion(context: Context, schemaPackage: SchemaPackage | string): Promise<string | null> {
  const key = typeof schemaPackage === 'string' ? schemaPackage : schemaPackage.key
  const { targets } = await withSession(context, readLedger)
  const head = targets.find((target) => target.packageKey === key)?.head
  return head?.split('_')[0] ?? null
}

/** Applies everything pending; a failed migration is told in the result. */
export async function applyMigrations(context: Context, options?: ApplyOptions): Promise<MigrationResult> {
  const { outcome, applied, errors } = await apply(context, options)
  return {
    success: outcome !== 'failed',
    appliedMigrations: applied.map(({ version, name, executionTimeMs }) => ({ version, name, executionTimeMs })),
    errors: errors.map((error) => error.message),
  }
}
