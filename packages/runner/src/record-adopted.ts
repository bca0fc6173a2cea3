import type { Instance, Step } from '@schemata/contract'

import { chainDigest, toChained } from './chain.js'
import { headMoves, type MovingUnit, openTransaction, recordStatement } from './compose-units.js'
import { historyRow } from './history-row.js'
import { literal } from './quote.js'
import type { Names } from './relocate.js'
import { rollBack } from './run-unit.js'
import type { Session } from './sessions.js'

/**
 * Writes the ledger of steps that were found done: target, steps with their way back,
 * and rows of the documented table that are missing. One transaction.
 */
export async function recordAdopted(
  work: Session,
  instance: Instance,
  steps: readonly Step[],
  roles: Names['roles'],
): Promise<void> {
  const units = steps.map((step, index) => toUnit(instance, steps, step, index))
  const message = [
    ...openTransaction(4000),
    `SELECT schemata.advance(${literal(JSON.stringify(headMoves(units)))})`,
    // A lap each: nothing was run, so none took any time.
    ...units.map(() => 'SELECT schemata.lap(clock_timestamp())'),
    recordStatement(units, { run: null, roles, lockTimeoutMs: 4000 }),
    ...units.flatMap(
      ({ step }) => historyRow(instance, step, 'SELECT 0 AS schemata_lap', { onlyIfMissing: true }) ?? [],
    ),
    'COMMIT',
  ]
  try {
    await work.run(message.join(';\n'))
  } catch (error) {
    await rollBack(work)
    throw error
  }
}

function toUnit(instance: Instance, steps: readonly Step[], step: Step, index: number): MovingUnit {
  const { steps: all } = instance.package.migrations
  const move = {
    from: chainDigest(steps.slice(0, index).map(toChained)),
    to: chainDigest(steps.slice(0, index + 1).map(toChained)),
    head: `${step.version}_${step.name}`,
    fresh: false,
    // It was there before us, so no way back drops it.
    schemaExisted: true,
    completes: index === all.length - 1,
  }
  return { instance, step, move }
}
