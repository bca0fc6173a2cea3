import { expect, test } from 'vitest'

import { renderTable } from '../src/render/table.js'
import type { Terminal } from '../src/terminal.js'

function aTerminal(columns: number): Terminal {
  return { columns, write: () => {}, note: () => {}, style: (_, text) => text, styleNote: (_, text) => text }
}

test('makes columns as wide as what is in them', () => {
  const table = renderTable(['package', 'state'], [['auth', 'current']], aTerminal(80))

  expect(table).toBe('package  state\nauth     current')
})

test('keeps headings whole however narrow the terminal is', () => {
  const table = renderTable(['package', 'version', 'applied'], [['auth', '1.0.0', '2']], aTerminal(10))

  expect(table).toBe('package  version  applied\nauth     1.0.0    2')
})

test('breaks the widest column between words, and words longer than a line after an underscore', () => {
  const rows = [
    ['lock', 'held by another run since this morning'],
    ['step', '003_a_name_without_any_space'],
  ]

  const table = renderTable(['check', 'found'], rows, aTerminal(30))

  expect(table.split('\n')).toEqual([
    'check  found',
    'lock   held by another run',
    '       since this morning',
    'step   003_a_name_without_',
    '       any_space',
  ])
})
