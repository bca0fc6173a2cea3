import type { Instance, Queryable, Stack } from '@schemata/contract'
import { headDigest } from './chain.js'
import { checkRequirements } from './check-requirements.js'
import { type Facts, readFacts, roleNames } from './facts.js'
import { findMissing } from './find-missing.js'
import { fixturesDigest } from './fixtures.js'
import { historySteps } from './history-row.js'
import { EMPTY_LEDGER, type Head, type HistoryTableName, type Ledger, readHeads, readLedger } from './ledger.js'
import { makePlan, type PreparedPlan } from './plan.js'
import type { Session, Sessions } from './sessions.js'
import { isConnectionLoss, translateConnectFailure, translateReadFailure } from './translate-failure.js'
import { directPid } from './watch-work.js'

/** What every verb of the runner works with. */
export interface Context {
  readonly stack: Stack
  readonly sessions: Sessions
}

/** Opens a session for one piece of work and gives it back whatever happens. @throws ConnectionFailedError */
export async function withSession<T>({ sessions }: Context, work: (session: Session) => Promise<T>): Promise<T> {
  let session: Session
  try {
    session = await sessions.open()
  } catch (error) {
    throw translateConnectFailure(error)
  }
  let broken = true
  try {
    const result = await work(session)
    broken = false
    return result
  } catch (error) {
    broken = isConnectionLoss(error)
    throw translateReadFailure(error)
  } finally {
    session.release({ broken })
  }
}

/** A plan with what was read to make it. */
export interface Prepared extends PreparedPlan {
  readonly facts: Facts
  readonly ledger: Ledger
  /** See {@link directPid}. */
  readonly backendPid: number | undefined
  /** Names for symbolic roles. */
  readonly roles: Stack['roles']
}

/** Reads what there is and plans; two round trips, one more for each provided package. */
export async function prepare({ stack }: Context, db: Session): Promise<Prepared> {
  const ledger = await readLedger(db)
  const facts = { ...(await readFacts(db, stack)), missing: await findMissing(db, stack) }
  const prepared = makePlan(stack, ledger, facts, roleNames(stack))
  const backendPid = directPid(db, facts)
  return { ...prepared, facts, ledger, backendPid, roles: stack.roles }
}

/** True when every head and every recorded release is the stack's own: there is nothing to do. One round trip. */
export async function isCurrent({ stack }: Context, db: Queryable): Promise<boolean> {
  if (checkRequirements(stack, EMPTY_LEDGER).length > 0) return false
  const heads = await readHeads(db, stack.instances.flatMap(historyTable))
  return heads !== undefined && stack.instances.every((instance) => instance.provided || isSettled(instance, heads))
}

function historyTable({ package: { key, history }, schema, provided }: Instance): HistoryTableName[] {
  return history && !provided ? [{ packageKey: key, schema, table: history.table }] : []
}

function isSettled(instance: Instance, heads: readonly Head[]): boolean {
  const head = findHead(heads, instance.package.key, instance.schema)
  return (
    head?.chain === headDigest(instance.package) &&
    head.fixtures === fixturesDigest(instance) &&
    (head.historyRows ?? Number.POSITIVE_INFINITY) >= historySteps(instance.package).length &&
    head.version === instance.package.migrations.package.version
  )
}

/** The head of one install. */
export function findHead(heads: readonly Head[], packageKey: string, schema: string): Head | undefined {
  return heads.find((head) => head.packageKey === packageKey && head.schema === schema)
}
