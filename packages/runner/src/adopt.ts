import { describeDifference } from '@schemata/catalog'
import { type Instance, SchemaError, stepId } from '@schemata/contract'
import type { Standing } from './classify.js'
import { type Context, prepare, withSession } from './context.js'
import type { ReportedError } from './errors.js'
import { chooseSteps, recordedInARow } from './foreign-ledgers/choose-steps.js'
import { judgeLedger } from './foreign-ledgers/judge-ledger.js'
import type { FoundLedger, LedgerSource } from './foreign-ledgers/ledger-source.js'
import { type MatchedLedger, matchEntries } from './foreign-ledgers/match-entries.js'
import { readForeignLedgers } from './foreign-ledgers/read-foreign-ledgers.js'
import { createLedger } from './ledger-setup.js'
import { matchSteps, type StepMatch } from './match-steps.js'
import { recordAdopted } from './record-adopted.js'
import { reportError } from './report-error.js'
import type { Session } from './sessions.js'
import { withLock } from './with-lock.js'

export interface AdoptOptions {
  /** Keys of the packages to take over. @default every one not installed whose schema is there, or that another tool's ledger names */
  packages?: readonly string[]
  /** Writes the ledger; without it nothing is written and the result is a proposal. @default false */
  write?: boolean
  signal?: AbortSignal
  /** How long to wait for another run, in milliseconds. @default 60 000 */
  waitMs?: number
}

/** What was found of one package. */
export interface Adoption {
  readonly package: string
  readonly schema: string
  /** The steps whose work is there, in ORDER; empty when nothing fits. */
  readonly steps: readonly string[]
  /** True when the catalog is exactly what those steps make, as far as they go. */
  readonly matches: boolean
  /** Sentences on what differs from the nearest match. */
  readonly differences: readonly string[]
  /** What other tools' ledgers say of the package, and where the catalog, which decides, says otherwise. */
  readonly sources: readonly LedgerSource[]
}

export interface AdoptResult {
  readonly outcome: 'proposed' | 'adopted' | 'failed'
  readonly adoptions: readonly Adoption[]
  /** The ledgers of other tools that were found in the database. */
  readonly ledgers: readonly FoundLedger[]
  readonly errors: readonly ReportedError[]
}

/**
 * Takes over packages whose objects were made by hand or by another tool.
 *
 * The steps are run in a schema of another name, inside a transaction that is rolled
 * back, and the catalog is compared after each: the longest match is what is there. No
 * object of the database is touched; only the ledger, and the table in which a document
 * promises applied steps, are written. What does not match exactly is not taken over.
 *
 * Ledgers of other tools are read beside that and told of, each with what it gets wrong.
 * Only of steps that leave no trace in the catalog does a ledger have the last word.
 *
 * @throws programming errors only; a failure is a result
 */
export async function adopt(context: Context, options: AdoptOptions = {}): Promise<AdoptResult> {
  try {
    const { found, ledgers } = await withSession(context, (work) =>
      options.write ? adoptLocked(context, work, options) : propose(context, work, options),
    )
    const outcome = !options.write ? 'proposed' : found.every(({ matches }) => matches) ? 'adopted' : 'failed'
    return { outcome, adoptions: found.map(toAdoption), ledgers: ledgers.map(toFoundLedger), errors: [] }
  } catch (error) {
    if (!SchemaError.is(error)) throw error
    return { outcome: 'failed', adoptions: [], ledgers: [], errors: [reportError(error)] }
  }
}

interface Found extends Omit<StepMatch, 'alike'> {
  readonly standing: Standing
  /** Whether the schema exists at all. */
  readonly isThere: boolean
  readonly sources: readonly LedgerSource[]
}

interface Proposal {
  readonly found: readonly Found[]
  readonly ledgers: readonly MatchedLedger[]
}

async function adoptLocked(context: Context, work: Session, options: AdoptOptions): Promise<Proposal> {
  const lockOptions = {
    waitMs: options.waitMs ?? 60_000,
    signal: options.signal,
    onEvent: () => {},
    isDone: async () => false,
  }
  const proposal = await withLock(context.sessions, lockOptions, async () => {
    const proposed = await propose(context, work, options)
    const matching = proposed.found.filter(({ matches }) => matches)
    if (matching.length === 0) return proposed
    await createLedger(work)
    for (const { standing, steps } of matching) await recordAdopted(work, standing.instance, steps, context.stack.roles)
    return proposed
  })
  return proposal ?? { found: [], ledgers: [] }
}

/** Required packages first: steps of the others refer to them. */
async function propose(context: Context, work: Session, { packages }: AdoptOptions): Promise<Proposal> {
  const { stack } = context
  const { standings, facts } = await prepare(context, work)
  const ledgers = (await readForeignLedgers(work, stack)).map((ledger) => matchEntries(ledger, stack))
  const wanted = standings.filter(({ instance, target }) => {
    const isThere = facts.schemas.has(instance.schema) || isNamedBy(ledgers, instance)
    return target === undefined && isThere && (packages?.includes(instance.package.key) ?? true)
  })
  const found: Found[] = []
  for (const standing of wanted) {
    const { instance } = standing
    const isThere = facts.schemas.has(instance.schema)
    const all = instance.package.migrations.steps.length
    const doubted = recordedInARow(ledgers, instance).some((count) => count < all)
    const match = isThere ? await matchSteps(work, stack, instance, { doubted }) : NOTHING_THERE
    const chosen = chooseSteps(match, instance, ledgers)
    const asked = { instance, found: chosen.steps, roles: stack.roles }
    found.push({ standing, isThere, ...chosen, sources: ledgers.flatMap((ledger) => judgeLedger(ledger, asked) ?? []) })
  }
  return { found, ledgers }
}

const NOTHING_THERE: StepMatch = { steps: [], matches: false, differences: [], alike: [] }

function isNamedBy(ledgers: readonly MatchedLedger[], instance: Instance): boolean {
  return ledgers.some(({ claims }) => claims.some((claim) => claim.instance === instance && claim.certain))
}

function toAdoption({ standing: { instance }, isThere, steps, matches, differences, sources }: Found): Adoption {
  return {
    package: instance.package.key,
    schema: instance.schema,
    steps: steps.map(stepId),
    matches,
    differences: isThere ? differences.map(describeDifference) : [`schema ${instance.schema} does not exist`],
    sources,
  }
}

function toFoundLedger({ ledger, unmatched, ambiguous }: MatchedLedger): FoundLedger {
  const { tool, schema, table, readable, entries } = ledger
  return { tool, table: `${schema}.${table}`, readable, entries: entries.length, unmatched, ambiguous }
}
