import type { BuildError } from '../errors/build-error.js'
import { MalformedOrderError, RepeatedOrderError } from '../errors/order-errors.js'

/** One line of `migrations/ORDER`. */
export interface OrderLine {
  /** `<version>_<name>` */
  readonly id: string
  /** Null in a line that was written by hand and never built. */
  readonly up: string | null
  /** Null where the step has no down script. */
  readonly down: string | null
  /** Comment and blank lines above it, kept when the file is written again. */
  readonly above: readonly string[]
  /** Counts from 1. */
  readonly line: number
}

export interface Order {
  readonly lines: readonly OrderLine[]
  /** Comment lines after the last step. */
  readonly below: readonly string[]
}

const STEP_LINE = /^(\S+_\S+)(?:\s+sha256:([0-9a-f]{64})\s+(?:sha256:([0-9a-f]{64})|-))?$/
const CONFLICT = /^(<{7}|={7}|>{7}|\|{7})/

/**
 * Reads `migrations/ORDER`. The order of its lines is the order of the steps.
 *
 * Lines that cannot be read are handed to `report`, and left out of the result.
 */
export function readOrder(text: string, { packageKey, report }: OrderReading): Order {
  const lines: OrderLine[] = []
  let above: string[] = []
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const found = raw.trim()
    if (found === '' || (found.startsWith('#') && !CONFLICT.test(found))) {
      above.push(found)
      continue
    }
    const place = { package: packageKey, file: 'migrations/ORDER', line: index + 1, column: 1 }
    const match = CONFLICT.test(found) ? null : STEP_LINE.exec(found)
    const [, id, up = null, down = null] = match ?? []
    const earlier = lines.find((line) => line.id === id)
    if (id === undefined) report(new MalformedOrderError({ place, found }))
    else if (earlier) report(new RepeatedOrderError({ place, step: id, firstLine: earlier.line }))
    else lines.push({ id, up, down, above, line: index + 1 })
    above = []
  }
  return { lines, below: above }
}

export interface OrderReading {
  readonly packageKey: string
  readonly report: (problem: BuildError) => void
}

/** The text of `migrations/ORDER`, comments kept, with one final newline. */
export function writeOrder({ lines, below }: Order): string {
  const body = lines.flatMap(({ id, up, down, above }) => [...above, orderLine({ id, up, down })])
  return `${[...body, ...below].join('\n').replace(/\n+$/, '')}\n`
}

function orderLine({ id, up, down }: Pick<OrderLine, 'id' | 'up' | 'down'>): string {
  return up === null ? id : `${id} sha256:${up} ${down === null ? '-' : `sha256:${down}`}`
}
