import type { BuildError } from './errors/build-error.js'
import { PsqlCommandError, SyntaxRefusedError } from './errors/sql-errors.js'
import { canonicalText } from './files/canonical-text.js'
import type { Inspection, ScriptContext } from './script-context.js'
import { type ParsedScript, parseScript } from './sql/parse-script.js'
import { sourceText } from './sql/source-text.js'

/**
 * Parses one file. Commands for psql are reported, blanked, and the rest is read on;
 * a syntax error is reported and ends the reading of this file.
 */
export function readScript(text: string, inspection: Inspection): ParsedScript | undefined {
  let sql = canonicalText(text)
  for (;;) {
    const result = parseScript(sql)
    if ('statements' in result) return result
    const command = psqlCommandAt(sql, result.offset)
    const place = inspection.place(result.offset)
    if (command === undefined) {
      inspection.report(new SyntaxRefusedError({ place, reason: result.reason, cause: result.cause }))
      return undefined
    }
    inspection.report(new PsqlCommandError({ place, command: command.trim() }))
    sql = sql.slice(0, result.offset) + ' '.repeat(command.length) + sql.slice(result.offset + command.length)
  }
}

/** A judgement of one file, with places counted in its canonical text. */
export function inspectionOf(context: ScriptContext, text: string, report: (problem: BuildError) => void): Inspection {
  const source = sourceText(canonicalText(text))
  const { packageKey, file } = context
  return { ...context, report, place: (offset) => ({ package: packageKey, file, ...source.position(offset) }) }
}

/** The rest of a line that begins with a backslash. */
function psqlCommandAt(sql: string, offset: number): string | undefined {
  const lineStart = sql.lastIndexOf('\n', offset - 1) + 1
  const rest = sql.slice(offset).split('\n', 1)[0] ?? ''
  return rest.startsWith('\\') && sql.slice(lineStart, offset).trim() === '' ? rest : undefined
}
