import { stepId } from '@schemata/contract'

import { headDigest } from './chain.js'
import type { Standing } from './classify.js'
import { type Context, findHead, prepare, withSession } from './context.js'
import { readHeads } from './ledger.js'

export interface VerifyOptions {
  /**
   * `heads`: the recorded heads are the stack's. `ledger`: every recorded step has the
   * contents of its file, and none is missing on either side.
   * @default 'ledger'
   */
  level?: 'heads' | 'ledger'
}

/** One thing that is not as the stack says. */
export interface LedgerDifference {
  readonly package: string
  readonly kind: 'head' | 'step' | 'schema'
  readonly object: string
  /** Null for nothing. */
  readonly expected: string | null
  readonly actual: string | null
}

export interface VerifyReport {
  readonly ok: boolean
  readonly differences: readonly LedgerDifference[]
}

/** Compares the ledger with the stack. Reads only. */
export async function verify(context: Context, { level = 'ledger' }: VerifyOptions = {}): Promise<VerifyReport> {
  const differences = level === 'heads' ? await compareHeads(context) : await compareLedger(context)
  return { ok: differences.length === 0, differences }
}

async function compareHeads(context: Context): Promise<LedgerDifference[]> {
  const heads = (await withSession(context, readHeads)) ?? []
  return context.stack.instances
    .filter((instance) => !instance.provided)
    .flatMap(({ package: schemaPackage, schema }) => {
      const expected = headDigest(schemaPackage)
      const actual = findHead(heads, schemaPackage.key, schema)?.chain ?? null
      return actual === expected ? [] : [{ package: schemaPackage.key, kind: 'head', object: schema, expected, actual }]
    })
}

async function compareLedger(context: Context): Promise<LedgerDifference[]> {
  const { standings, facts } = await withSession(context, (session) => prepare(context, session))
  return standings.flatMap((standing) => [...compareSchema(standing, facts.schemas), ...compareSteps(standing)])
}

function compareSchema({ instance, target }: Standing, schemas: ReadonlySet<string>): LedgerDifference[] {
  if (!target || schemas.has(instance.schema)) return []
  return [{ package: instance.package.key, kind: 'schema', object: instance.schema, expected: 'present', actual: null }]
}

function compareSteps({ instance, target }: Standing): LedgerDifference[] {
  const expected = new Map(instance.package.migrations.steps.map((step) => [stepId(step), step.up.digest]))
  const steps = target?.steps.filter((step) => step.kind === 'step') ?? []
  const actual = new Map(steps.map((step) => [stepId(step), step.checksum]))
  return [...new Set([...expected.keys(), ...actual.keys()])]
    .filter((id) => expected.get(id) !== actual.get(id))
    .map((id) => ({
      package: instance.package.key,
      kind: 'step',
      object: id,
      expected: expected.get(id) ?? null,
      actual: actual.get(id) ?? null,
    }))
}
