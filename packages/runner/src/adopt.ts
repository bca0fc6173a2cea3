import { describeDifference } from '@schemata/catalog'
import { SchemaError, stepId } from '@schemata/contract'
import type { Standing } from './classify.js'
import { type Context, prepare, withSession } from './context.js'
import type { ReportedError } from './errors.js'
import { createLedger } from './ledger-setup.js'
import { matchSteps, type StepMatch } from './match-steps.js'
import { recordAdopted } from './record-adopted.js'
import { reportError } from './report-error.js'
import type { Session } from './sessions.js'
import { withLock } from './with-lock.js'

export interface AdoptOptions {
  /** Keys of the packages to take over. @default every package that is not installed and whose schema is there */
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
}

export interface AdoptResult {
  readonly outcome: 'proposed' | 'adopted' | 'failed'
  readonly adoptions: readonly Adoption[]
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
 * @throws programming errors only; a failure is a result
 */
export async function adopt(context: Context, options: AdoptOptions = {}): Promise<AdoptResult> {
  try {
    const adoptions = await withSession(context, (work) =>
      options.write ? adoptLocked(context, work, options) : propose(context, work, options),
    )
    const outcome = !options.write ? 'proposed' : adoptions.every(({ matches }) => matches) ? 'adopted' : 'failed'
    return { outcome, adoptions: adoptions.map(toAdoption), errors: [] }
  } catch (error) {
    if (!SchemaError.is(error)) throw error
    return { outcome: 'failed', adoptions: [], errors: [reportError(error)] }
  }
}

interface Found extends StepMatch {
  readonly standing: Standing
}

async function adoptLocked(context: Context, work: Session, options: AdoptOptions): Promise<readonly Found[]> {
  const lockOptions = {
    waitMs: options.waitMs ?? 60_000,
    signal: options.signal,
    onEvent: () => {},
    isDone: async () => false,
  }
  const found = await withLock(context.sessions, lockOptions, async () => {
    const proposed = await propose(context, work, options)
    const matching = proposed.filter(({ matches }) => matches)
    if (matching.length === 0) return proposed
    await createLedger(work)
    for (const { standing, steps } of matching) await recordAdopted(work, standing.instance, steps, context.stack.roles)
    return proposed
  })
  return found ?? []
}

/** Required packages first: steps of the others refer to them. */
async function propose(context: Context, work: Session, { packages }: AdoptOptions): Promise<readonly Found[]> {
  const { standings, facts } = await prepare(context, work)
  const wanted = standings.filter(({ instance, target }) => {
    const { key } = instance.package
    return target === undefined && facts.schemas.has(instance.schema) && (packages?.includes(key) ?? true)
  })
  const found: Found[] = []
  for (const standing of wanted) found.push({ standing, ...(await matchSteps(work, context.stack, standing.instance)) })
  return found
}

function toAdoption({ standing, steps, matches, differences }: Found): Adoption {
  return {
    package: standing.instance.package.key,
    schema: standing.instance.schema,
    steps: steps.map(stepId),
    matches,
    differences: differences.map(describeDifference),
  }
}
