import { setImmediate } from 'node:timers/promises'

import type { Queryable } from '@schemata/contract'

import { InvalidInputError } from '../errors.js'
import { auditEvent } from './audit-event.js'
import { blamesItem, endedTransaction } from './blames-item.js'
import type { EventFacts } from './event-facts.js'
import { foldFacts } from './fold-facts.js'
import type { PayloadRules } from './payload.js'
import { factsOf } from './record-event.js'
import { type ChangedRows, recordFold } from './record-fold.js'

/** An event that could not be recorded. */
export interface RejectedEvent {
  /** Its place among those given. */
  readonly index: number
  readonly event: unknown
  /** What is wrong with it: an InvalidInputError, or what the database says. */
  readonly error: unknown
}

export interface RecordedEvents extends ChangedRows {
  readonly rejected: readonly RejectedEvent[]
}

interface Item {
  readonly index: number
  readonly event: unknown
  readonly facts: EventFacts
}

const STATEMENT_EVENTS = 500

/** Records what may be events: those that are none, or that the database refuses, come back. */
export async function recordBatch(
  db: Queryable,
  events: readonly unknown[],
  rules: PayloadRules,
): Promise<RecordedEvents> {
  const rejected: RejectedEvent[] = []
  const changes: ChangedRows[] = []
  let items = checkEvents(events, 0, rules, rejected)
  for (let from = STATEMENT_EVENTS; items.length > 0 || from < events.length; from += STATEMENT_EVENTS) {
    const [changed, next] = await Promise.all([
      writeItems(db, items, rejected),
      // While the database works, the next statement is made ready.
      setImmediate().then(() => checkEvents(events, from, rules, rejected)),
    ])
    changes.push(changed)
    items = next
  }
  return { ...sum(changes), rejected: rejected.sort((one, other) => one.index - other.index) }
}

function checkEvents(events: readonly unknown[], from: number, rules: PayloadRules, rejected: RejectedEvent[]): Item[] {
  return events.slice(from, from + STATEMENT_EVENTS).flatMap((event, place) => {
    const index = from + place
    const checked = auditEvent.safeParse(event)
    try {
      if (checked.success) return [{ index, event, facts: factsOf('recordEvents', checked.data, rules) }]
      throw new InvalidInputError({ accessor: 'recordEvents', issues: checked.error.issues, cause: checked.error })
    } catch (error) {
      rejected.push({ index, event, error })
      return []
    }
  })
}

/** Writes the items; where one of them is at fault, halves them until it stands alone. */
async function writeItems(db: Queryable, items: readonly Item[], rejected: RejectedEvent[]): Promise<ChangedRows> {
  try {
    return await writeFolds(db, items)
  } catch (error) {
    const [first] = items
    if (!first || !blamesItem(error)) throw error
    if (items.length === 1) {
      rejected.push({ index: first.index, event: first.event, error })
      return { changedJobs: 0, changedStages: 0 }
    }
    return await writeHalves(db, items, rejected).catch((next) => {
      // Inside a transaction there is no second try; what ended it is what helps.
      throw endedTransaction(next) ? error : next
    })
  }
}

async function writeHalves(db: Queryable, items: readonly Item[], rejected: RejectedEvent[]): Promise<ChangedRows> {
  const middle = Math.ceil(items.length / 2)
  return sum([
    await writeItems(db, items.slice(0, middle), rejected),
    await writeItems(db, items.slice(middle), rejected),
  ])
}

async function writeFolds(db: Queryable, items: readonly Item[]): Promise<ChangedRows> {
  const changes: ChangedRows[] = []
  for (const fold of foldFacts(items.map(({ facts }) => facts))) changes.push(await recordFold(db, fold))
  return sum(changes)
}

function sum(changes: readonly ChangedRows[]): ChangedRows {
  return {
    changedJobs: changes.reduce((total, { changedJobs }) => total + changedJobs, 0),
    changedStages: changes.reduce((total, { changedStages }) => total + changedStages, 0),
  }
}
