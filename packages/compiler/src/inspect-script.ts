import type { DownScript, Probe, Script, UpScript } from '@schemata/contract'

import { checkCascade } from './checks/check-cascade.js'
import { checkForbidden } from './checks/check-forbidden.js'
import { checkNames } from './checks/check-names.js'
import { checkDownMode, checkStepMode } from './checks/check-transaction.js'
import { concurrentlyRanges } from './checks/concurrently-ranges.js'
import { destructions } from './checks/destructions.js'
import { probeOf } from './checks/probe-of.js'
import { createsSchema, dropsSchema, rangeOf } from './checks/schema-ranges.js'
import { MalformedHeadError } from './errors/head-errors.js'
import { digest } from './files/digest.js'
import type { Inspection } from './script-context.js'
import { findSites } from './sites/find-sites.js'
import type { ParsedScript } from './sql/parse-script.js'

/** Checks a step's up script and finds out what the runner must know of it. */
export function inspectUp(
  script: ParsedScript,
  declaredNone: boolean,
  inspection: Inspection,
): { up: UpScript; mode: 'transaction' | 'none'; probe: Probe | null } {
  const mode = checkStepMode(script, declaredNone, inspection)
  const { statements } = script
  const createSchema = rangeOf(statements, (statement) => createsSchema(statement, inspection.schema))
  const up = { ...inspectPlain(script, inspection), createSchema, concurrently: concurrentlyRanges(statements) }
  const [only] = statements
  return { up, mode, probe: mode === 'none' && only ? probeOf(only, inspection) : null }
}

export function inspectDown(script: ParsedScript, inspection: Inspection): DownScript {
  const { statements } = script
  refuseHeads(script, 0, inspection)
  checkDownMode(statements, inspection)
  checkCascade(statements, inspection)
  const dropSchema = rangeOf(statements, (statement) => dropsSchema(statement, inspection.schema))
  return { ...inspectPlain(script, inspection), dropSchema, destroys: destructions(statements) }
}

export function inspectFixture(script: ParsedScript, inspection: Inspection): Script {
  refuseHeads(script, 0, inspection)
  checkDownMode(script.statements, inspection)
  return inspectPlain(script, inspection)
}

function inspectPlain(script: ParsedScript, inspection: Inspection): Script {
  const { source, statements } = script
  refuseHeads(script, statements[0]?.start ?? source.text.length, inspection)
  checkForbidden(statements, inspection)
  checkNames(script, inspection)
  return {
    sql: source.text,
    digest: digest(source.text),
    statements: statements.map((statement) => statement.start),
    sites: findSites(script, inspection),
  }
}

/** A head after the first statement, or in a file that has none, would be silently without effect. */
function refuseHeads({ comments }: ParsedScript, from: number, inspection: Inspection): void {
  for (const { text, start } of comments) {
    if (start < from || !text.startsWith('--!')) continue
    const place = inspection.place(start)
    inspection.report(
      new MalformedHeadError({ place, found: `the head \`${text.trim()}\``, expected: 'it at the top of the step' }),
    )
  }
}
