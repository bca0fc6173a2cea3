import type { MovingUnit } from './compose-units.js'

/** Enough to make commits cheap, few enough for live progress and for the server's lock table. */
const MOST_STEPS = 20
const MOST_CHARACTERS = 200_000

/**
 * Cuts the steps of a plan into transactions: steps of packages of which nothing was
 * installed before share one, every other step has its own.
 */
export function batchUnits(units: readonly MovingUnit[]): readonly (readonly MovingUnit[])[] {
  const batches: MovingUnit[][] = []
  let room = 0
  for (const unit of units) {
    const shared = unit.move.fresh && unit.step.up.sql.length <= room && (batches.at(-1)?.length ?? 0) < MOST_STEPS
    if (shared) batches.at(-1)?.push(unit)
    else batches.push([unit])
    room = shared ? room - unit.step.up.sql.length : unit.move.fresh ? MOST_CHARACTERS - unit.step.up.sql.length : 0
  }
  return batches
}
