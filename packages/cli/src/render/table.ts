import { stripVTControlCharacters } from 'node:util'
import Table from 'cli-table3'

import type { Terminal } from '../terminal.js'

const GAP = 2
const NARROWEST = 6
/** What the last column keeps before others are narrowed for it. */
const LAST_COLUMN = 14

/** Without lines: columns are told apart by space, so that they can be copied and cut. */
const BORDERLESS = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
}

/** Rows under bold headings. Fits the terminal: the widest columns are wrapped first. */
export function renderTable(head: readonly string[], rows: readonly (readonly string[])[], terminal: Terminal): string {
  const colWidths = fitWidths(head, rows, terminal.columns)
  const table = new Table({
    chars: BORDERLESS,
    colWidths,
    style: { 'padding-left': 0, 'padding-right': GAP, head: [], border: [] },
  })
  table.push(
    head.map((title) => terminal.style('bold', title)),
    ...rows.map((row) => row.map((cell, index) => wrap(cell, (colWidths[index] ?? 0) - GAP))),
  )
  return table.toString().replace(/[ \t]+$/gm, '')
}

/** As wide as their contents; where that is too much, the last column gives way first, then the widest. */
function fitWidths(head: readonly string[], rows: readonly (readonly string[])[], columns: number): number[] {
  const least = head.map((title) => Math.max(title.length, NARROWEST) + GAP)
  const widths = head.map((title, index) => Math.max(title.length, ...rows.map((row) => lengthOf(row[index]))) + GAP)
  for (let excess = sum(widths) - columns; excess > 0; excess -= 1) {
    const spare = widths.map((width, index) => (width > (least[index] ?? 0) ? width : 0))
    const last = widths.length - 1
    const narrowed = (spare[last] ?? 0) > LAST_COLUMN ? last : spare.indexOf(Math.max(...spare))
    if (spare[narrowed] === 0) break
    widths[narrowed] = (widths[narrowed] ?? 0) - 1
  }
  return widths
}

/** Breaks between words, and inside those that are longer than a line: after an underscore or hyphen if there is one. */
function wrap(text: string, width: number): string {
  if (lengthOf(text) <= width) return text
  const piece = new RegExp(`.{1,${width}}$|.{1,${width - 1}}[_-]|.{1,${width}}`, 'g')
  const pieces = text.split(' ').flatMap((word) => word.match(piece) ?? [])
  const lines: string[] = []
  for (const part of pieces) {
    const last = lines.at(-1)
    if (last === undefined || last.length + 1 + part.length > width) lines.push(part)
    else lines[lines.length - 1] = `${last} ${part}`
  }
  return lines.join('\n')
}

function lengthOf(cell = ''): number {
  return Math.max(
    ...stripVTControlCharacters(cell)
      .split('\n')
      .map((line) => line.length),
  )
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
