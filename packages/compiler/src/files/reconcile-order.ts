import type { BuildError } from '../errors/build-error.js'
import { MissingStepFileError } from '../errors/order-errors.js'
import { naturalOrder } from './natural-order.js'
import { type Order, type OrderLine, writeOrder } from './order.js'

/** The digests of a step's files as they are now; `down` is null where there is none. */
export interface StepDigests {
  readonly up: string
  readonly down: string | null
}

/** What building did to ORDER, or would do. */
export interface OrderReport {
  /** Steps that had no line. */
  readonly added: readonly string[]
  /** Steps whose digests were others. */
  readonly changed: readonly string[]
}

/**
 * Brings ORDER up to date with the files: lines keep their place, new steps go to the
 * end in natural order. A line without a file is reported and kept.
 */
export function reconcileOrder(
  order: Order,
  files: ReadonlyMap<string, StepDigests>,
  { packageKey, report }: { packageKey: string; report: (problem: BuildError) => void },
): { ids: readonly string[]; text: string; report: OrderReport } {
  const listed = new Set(order.lines.map((line) => line.id))
  const added = [...files.keys()].filter((id) => !listed.has(id)).sort(naturalOrder)
  const changed: string[] = []
  const lines = order.lines.map((line): OrderLine => {
    const present = files.get(line.id)
    if (!present) {
      const place = { package: packageKey, file: 'migrations/ORDER', line: line.line, column: 1 }
      report(new MissingStepFileError({ place, step: line.id, known: added }))
      return line
    }
    if (present.up !== line.up || present.down !== line.down) changed.push(line.id)
    return { ...line, ...present }
  })
  const appended = added.map((id): OrderLine => ({ id, up: null, down: null, above: [], line: 0, ...files.get(id) }))
  // Comments after the last step stay above what is appended: git then still sees two additions collide.
  const [first, ...rest] = appended
  const tail = first ? [{ ...first, above: order.below.filter((text) => text !== '') }, ...rest] : []
  const text = writeOrder({ lines: [...lines, ...tail], below: first ? [] : order.below })
  return {
    ids: [...lines, ...tail].map((line) => line.id).filter((id) => files.has(id)),
    text,
    report: { added, changed },
  }
}
