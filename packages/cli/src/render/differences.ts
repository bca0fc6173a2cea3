import type { LedgerDifference } from '@schemata/runner'

import type { Terminal } from '../terminal.js'
import { renderTable } from './table.js'

const SHOWN_DIGITS = 12

/** One line a difference; digests are cut to what tells them apart. */
export function renderDifferences(differences: readonly LedgerDifference[], terminal: Terminal): string {
  const rows = differences.map(({ package: packageKey, kind, object, expected, actual }) => [
    packageKey,
    kind,
    object,
    shorten(expected),
    shorten(actual),
  ])
  return renderTable(['package', 'kind', 'object', 'expected', 'actual'], rows, terminal)
}

function shorten(fact: string | null): string {
  if (fact === null || fact === '') return 'nothing'
  return /^[0-9a-f]{64}$/.test(fact) ? fact.slice(0, SHOWN_DIGITS) : fact
}
