import { type Queryable, SchemaError } from '@schemata/contract'

import type { HeldItem } from './held-item.js'
import { inTransaction } from './in-transaction.js'
import { isConnectionError } from './is-connection-error.js'
import { missingFrom } from './missing-from.js'
import type { Outcomes, Run } from './outcomes.js'
import type { ResolvedOptions } from './resolve-options.js'
import { signalOfAll } from './signal-of-all.js'
import type { BatchReport, BatchWork } from './worker-options.js'

type Options<Item, Result> = ResolvedOptions<Item, Result> & BatchWork<Item, Result>

/**
 * Runs a batch handler. A batch that threw is halved until the bad items stand alone, in
 * k * log n calls; what says that the items are not at fault fails the whole at once.
 */
export function batchRun<Item, Result>(options: Options<Item, Result>, outcomes: Outcomes<Item, Result>): Run<Item> {
  const { bisect = true } = options
  const run = async (given: HeldItem<Item>[]): Promise<void> => {
    const items = given.filter((held) => !held.lost)
    if (items.length === 0) return
    try {
      await handleBatch(options, items, outcomes)
    } catch (error) {
      if (error instanceof Refusal) {
        for (const held of items.filter(({ id }) => error.ids.has(id))) outcomes.refused(held)
        return run(items)
      }
      if (!bisect || items.length === 1 || !concernsItems(error, items)) {
        for (const held of items) outcomes.threw(held, error)
        return
      }
      const middle = Math.ceil(items.length / 2)
      await run(items.slice(0, middle))
      await run(items.slice(middle))
    }
  }
  return run
}

/** In a transaction, some of a batch were no longer ours: all of it was rolled back. */
class Refusal extends Error {
  readonly ids: ReadonlySet<string>

  constructor(ids: ReadonlySet<string>) {
    super('Some leases are lost.')
    this.ids = ids
  }
}

async function handleBatch<Item, Result>(
  { pool, queue, handleBatch: handle, transactional = false }: Options<Item, Result>,
  items: HeldItem<Item>[],
  outcomes: Outcomes<Item, Result>,
): Promise<void> {
  const call = async (db: Queryable): Promise<BatchReport<Result>> =>
    (await handle(items, { signal: signalOfAll(items), db })) ?? {}
  if (!transactional) {
    const report = await call(pool)
    const failed = reportFailures(report, items, outcomes)
    for (const held of items) if (!failed.has(held.id)) outcomes.succeeded(held, report.results?.get(held.id))
    return
  }
  const report = await inTransaction(pool, async (db) => {
    const said = await call(db)
    const completions = succeededOf(items, said).map(({ id, fence }) => ({ id, fence, result: said.results?.get(id) }))
    const completed = completions.length === 0 ? [] : await queue.complete(db, completions)
    const refused = missingFrom(completed, completions)
    if (refused.size > 0) throw new Refusal(refused)
    return said
  })
  reportFailures(report, items, outcomes)
  outcomes.acknowledged(succeededOf(items, report))
}

function succeededOf<Item, Result>(items: HeldItem<Item>[], { failed = [] }: BatchReport<Result>): HeldItem<Item>[] {
  const ids = new Set(failed.map(({ id }) => id))
  return items.filter(({ id }) => !ids.has(id))
}

function reportFailures<Item, Result>(
  { failed = [] }: BatchReport<Result>,
  items: HeldItem<Item>[],
  outcomes: Outcomes<Item, Result>,
): ReadonlySet<string> {
  const errors = new Map(failed.map(({ id, error }) => [id, error]))
  if (errors.size > 0) {
    for (const held of items) if (errors.has(held.id)) outcomes.threw(held, errors.get(held.id))
  }
  return new Set(errors.keys())
}

/** False when the error is about the surroundings, or the handler was told to stop. */
function concernsItems<Item>(error: unknown, items: HeldItem<Item>[]): boolean {
  if (isConnectionError(error) || items.some(({ abortReason }) => abortReason !== undefined)) return false
  return !(SchemaError.is(error) && (error.code === 'WORKER_UNAVAILABLE' || error.code === 'WORKER_RETRY_LATER'))
}
