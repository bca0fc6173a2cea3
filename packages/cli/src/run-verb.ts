import { exitCodeOf } from './exit-code.js'
import { renderErrors } from './render/errors.js'
import type { Report, Verb } from './report.js'
import { reportThrown } from './report-thrown.js'
import type { Terminal } from './terminal.js'

/**
 * Carries out one verb and prints its report.
 *
 * With `json`, one JSON document stands on stdout and nothing else, whatever happens;
 * progress and notes are on stderr always.
 *
 * @returns the exit code
 */
export async function runVerb({ json, blank, run }: Verb, terminal: Terminal): Promise<number> {
  const report = await run(terminal).catch((error: unknown): Report => {
    noteStack(error, terminal)
    return { data: blank, text: '', errors: reportThrown(error) }
  })
  const errors = report.errors ?? []
  if (json) terminal.write(JSON.stringify({ ...report.data, errors }, null, 2))
  else {
    if (report.text !== '') terminal.write(report.text)
    if (errors.length > 0) terminal.note(renderErrors(errors, terminal))
  }
  await report.stay?.()
  return report.exitCode ?? exitCodeOf(errors)
}

/** For whoever looks into an error that nobody expected. */
function noteStack(error: unknown, terminal: Terminal): void {
  const unexpected = reportThrown(error).some(({ code }) => code === 'UNEXPECTED')
  if (unexpected && process.env.SCHEMATA_DEBUG && error instanceof Error) terminal.note(error.stack ?? '')
}
