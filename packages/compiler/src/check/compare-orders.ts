import type { BuildError } from '../errors/build-error.js'
import { type Order, type OrderLine, writeOrder } from '../files/order.js'
import { ReleasedStepChangedError, ReleasedStepMovedError, ReleasedStepRemovedError } from './errors.js'

export interface OrderComparison {
  /** What makes a release impossible, whatever its version says. */
  readonly problems: readonly BuildError[]
  /** Ids of the steps that are new, in order. */
  readonly added: readonly string[]
}

/**
 * Compares the ORDER of the last release with the present one: every released line must
 * be there, unchanged and before all new ones.
 *
 * A line that moved is reported once, at the first place that is not as released.
 */
export function compareOrders(
  released: Order,
  present: Order,
  { packageKey }: { packageKey: string },
): OrderComparison {
  const found = new Map(present.lines.map((line) => [line.id, line]))
  const place = (line: number) => ({ package: packageKey, file: 'migrations/ORDER', line, column: 1 })
  const problems = released.lines.flatMap((old): BuildError[] => {
    const line = found.get(old.id)
    const facts = { step: old.id, releasedLine: orderLine(old) }
    if (!line) return [new ReleasedStepRemovedError({ place: place(old.line), ...facts })]
    if (old.up === line.up && old.down === line.down) return []
    return [new ReleasedStepChangedError({ place: place(line.line), ...facts, line: orderLine(line) })]
  })
  const moved = firstMoved(released.lines, present.lines)
  if (moved) {
    const facts = { step: moved.old.id, releasedLine: orderLine(moved.old), line: orderLine(moved.line) }
    problems.push(new ReleasedStepMovedError({ place: place(moved.line.line), ...facts }))
  }
  const known = new Set(released.lines.map((line) => line.id))
  return { problems, added: present.lines.map((line) => line.id).filter((id) => !known.has(id)) }
}

/** Lines that are gone are left out: what follows them did not move by that. */
function firstMoved(released: readonly OrderLine[], present: readonly OrderLine[]) {
  const here = new Set(present.map((line) => line.id))
  const kept = released.filter((line) => here.has(line.id))
  const index = kept.findIndex((old, at) => present[at]?.id !== old.id)
  const [old, line] = [kept[index], present[index]]
  return old && line ? { old, line } : undefined
}

/** The line as it is written, without what stands above it. */
function orderLine(line: OrderLine): string {
  return writeOrder({ lines: [{ ...line, above: [] }], below: [] }).trim()
}
