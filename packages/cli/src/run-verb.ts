import { exitCodeOf } from './exit-code.js'
import { renderErrors } from './render/errors.js'
import type { Report, Verb } from './report.js'
import { reportThrown } from './report-thrown.js'
import type { Shell } from './shell.js'

/**
 * Carries out one verb and prints its report.
 *
 * With `json`, one JSON document stands on stdout and nothing else, whatever happens;
 * progress and notes are on stderr always.
 *
 * @returns the exit code
 */
export async function runVerb({ json, blank, run }: Verb, shell: Shell): Promise<number> {
  const { terminal } = shell
  const report = await run(shell).catch((error: unknown): Report => {
    noteStack(error, shell)
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
function noteStack(error: unknown, { terminal, env }: Shell): void {
  const unexpected = reportThrown(error).some(({ code }) => code === 'UNEXPECTED')
  if (unexpected && env.SCHEMATA_DEBUG && error instanceof Error) terminal.note(error.stack ?? '')
}
