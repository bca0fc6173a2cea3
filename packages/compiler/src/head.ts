import type { StepReference } from '@schemata/contract'

import type { BuildError } from './errors/build-error.js'
import { MalformedHeadError, UnknownHeadKeyError } from './errors/head-errors.js'
import type { Inspection } from './script-context.js'

/** What the `--!` lines at the top of a step say. */
export interface Head {
  readonly requires: readonly HeadRequirement[]
  readonly irreversible: string | null
  readonly independent: boolean
  readonly transaction: 'none' | null
  readonly realises: string | null
}

export interface HeadRequirement extends StepReference {
  /** UTF-16 offset of the line, for messages. */
  readonly at: number
}

const KEYS = ['requires', 'irreversible', 'independent', 'transaction', 'realises'] as const

export const EMPTY_HEAD: Head = {
  requires: [],
  irreversible: null,
  independent: false,
  transaction: null,
  realises: null,
}

interface HeadLine {
  readonly at: number
  readonly text: string
}

/** Reads the head of a step: the `--! key: value` lines before its first statement. */
export function readHead(sql: string, inspection: Inspection): Head {
  let head = EMPTY_HEAD
  const seen = new Set<string>()
  for (const line of headLines(sql)) {
    const [, key = '', value = ''] = /^--!\s*([^\s:]+)\s*:\s*(.*?)\s*$/.exec(line.text) ?? []
    const problem = problemOf(line, key, value, seen, inspection)
    if (problem) inspection.report(problem)
    else head = { ...head, ...fieldOf(key, value, head, line.at, inspection.packageKey) }
    seen.add(key)
  }
  return head
}

/** The `--!` lines at the top; ordinary comments and blank lines may stand between them. */
function headLines(sql: string): readonly HeadLine[] {
  const lines: HeadLine[] = []
  let at = 0
  for (const line of sql.split('\n')) {
    const trimmed = line.trimStart()
    if (trimmed !== '' && !trimmed.startsWith('--')) break
    if (trimmed.startsWith('--!')) lines.push({ at: at + line.length - trimmed.length, text: trimmed })
    at += line.length + 1
  }
  return lines
}

function problemOf(
  { at, text }: HeadLine,
  key: string,
  value: string,
  seen: ReadonlySet<string>,
  inspection: Inspection,
): BuildError | undefined {
  const place = inspection.place(at)
  const malformed = (found: string, expected: string) => new MalformedHeadError({ place, found, expected })
  if (key === '') return malformed(`\`${text.trim()}\``, '`--! key: value`')
  if (!KEYS.some((known) => known === key)) return new UnknownHeadKeyError({ place, key, known: KEYS })
  if (value === '') return malformed(`\`${key}\` without a value`, `\`--! ${key}: value\``)
  if (key !== 'requires' && seen.has(key)) return malformed(`\`${key}\` a second time`, 'it once')
  if (key === 'transaction' && value !== 'none') return malformed(`\`transaction: ${value}\``, '`transaction: none`')
  if (key === 'independent' && /^(?:no|false)$/i.test(value))
    return malformed(text.trim(), '`true`, a reason, or no line')
  if (key === 'requires' && !/^(?:[a-z][a-z0-9-]*:)?[^\s:_]+_[^\s:]+$/.test(value)) {
    return malformed(`\`requires: ${value}\``, '`<version>_<name>` or `package:<version>_<name>`')
  }
  return undefined
}

function fieldOf(key: string, value: string, head: Head, at: number, packageKey: string): Partial<Head> {
  switch (key) {
    case 'requires': {
      const [step = '', other = null] = value.split(':').reverse()
      return { requires: [...head.requires, { package: other === packageKey ? null : other, step, at }] }
    }
    case 'independent':
      return { independent: true }
    case 'transaction':
      return { transaction: 'none' }
    case 'irreversible':
      return { irreversible: value }
    default:
      return { realises: value }
  }
}
