import { type CatalogFact, type CatalogObjectKind, stepId } from '@schemata/contract'
import { catalogStamp } from './catalog-stamp.js'
import { headDigest } from './chain.js'
import type { Standing } from './classify.js'
import { type Context, findHead, prepare, withSession } from './context.js'
import { findDrift } from './find-drift.js'
import { readHeads } from './ledger.js'

export interface VerifyOptions {
  /**
   * `heads`: the recorded heads are the stack's. `ledger`: every recorded step has the
   * contents of its file, and none is missing on either side. `drift`: besides, the
   * catalog is what the packages' contracts say.
   * @default 'ledger'
   */
  level?: 'heads' | 'ledger' | 'drift'
  /**
   * The stamp of an earlier report at level `drift`: where no catalog row has changed since,
   * the catalog is not read again. What was told then still holds.
   */
  since?: string
}

/** One thing that is not as the stack says. */
export interface VerifyDifference {
  readonly package: string
  readonly kind: 'head' | 'step' | CatalogObjectKind | 'schema' | 'contract'
  readonly object: string
  /** The fact of the object that differs; left out where it is the object as a whole. */
  readonly fact?: string
  /** Null for nothing. */
  readonly expected: CatalogFact
  readonly actual: CatalogFact
  /** One sentence for people. */
  readonly message: string
  /** SQL that mends it, null where none is safe. */
  readonly mend: string | null
}

export interface VerifyReport {
  readonly ok: boolean
  readonly differences: readonly VerifyDifference[]
  /** For `since` of a later check; null unless the catalog was compared and nothing differs. */
  readonly stamp: string | null
}

/** Compares ledger, and on request catalog, with the stack. Reads only. */
export async function verify(context: Context, { level = 'ledger', since }: VerifyOptions = {}): Promise<VerifyReport> {
  const differences = level === 'heads' ? await compareHeads(context) : await compareLedger(context)
  if (level !== 'drift') return { ok: differences.length === 0, differences, stamp: null }
  return withSession(context, async (session) => {
    // Before the catalog is read: what changes meanwhile then shows the next time.
    const stamp = await catalogStamp(session, context.stack)
    if (stamp !== since) differences.push(...(await findDrift(session, context.stack)))
    const ok = differences.length === 0
    return { ok, differences, stamp: ok ? stamp : null }
  })
}

async function compareHeads(context: Context): Promise<VerifyDifference[]> {
  const heads = (await withSession(context, readHeads)) ?? []
  return context.stack.instances
    .filter((instance) => !instance.provided)
    .flatMap(({ package: schemaPackage, schema }) => {
      const expected = headDigest(schemaPackage)
      const actual = findHead(heads, schemaPackage.key, schema)?.chain ?? null
      return actual === expected ? [] : [ledgerDifference(schemaPackage.key, 'head', schema, expected, actual)]
    })
}

async function compareLedger(context: Context): Promise<VerifyDifference[]> {
  const { standings, facts } = await withSession(context, (session) => prepare(context, session))
  return standings.flatMap((standing) => [...compareSchema(standing, facts.schemas), ...compareSteps(standing)])
}

function compareSchema({ instance, target }: Standing, schemas: ReadonlySet<string>): VerifyDifference[] {
  if (!target || schemas.has(instance.schema)) return []
  return [ledgerDifference(instance.package.key, 'schema', instance.schema, 'present', null)]
}

function compareSteps({ instance, target }: Standing): VerifyDifference[] {
  const expected = new Map(instance.package.migrations.steps.map((step) => [stepId(step), step.up.digest]))
  const steps = target?.steps.filter((step) => step.kind === 'step') ?? []
  const actual = new Map(steps.map((step) => [stepId(step), step.checksum]))
  return [...new Set([...expected.keys(), ...actual.keys()])]
    .filter((id) => expected.get(id) !== actual.get(id))
    .map((id) => ledgerDifference(instance.package.key, 'step', id, expected.get(id) ?? null, actual.get(id) ?? null))
}

/** What only a run or a restored file can mend. */
function ledgerDifference(
  packageKey: string,
  kind: 'head' | 'step' | 'schema',
  object: string,
  expected: string | null,
  actual: string | null,
): VerifyDifference {
  const found = actual === null ? 'found nothing' : `found ${actual}`
  const message = `${kind} ${object}: expected ${expected ?? 'nothing'}, ${found}`
  return { package: packageKey, kind, object, expected, actual, message, mend: null }
}
