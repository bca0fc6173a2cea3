import { Command } from 'commander'

import { configOption, type DatabaseOptions, databaseUrlOption, jsonOption } from '../options.js'
import type { Report, RunVerb } from '../report.js'
import type { Shell } from '../shell.js'

/** `schemata doctor`: whether everything that a run depends on is there. */
export function doctorCommand(runVerb: RunVerb): Command {
  return new Command('doctor')
    .description('check connection, server, pooler, rights, ledger, lock and stack')
    .addOption(configOption())
    .addOption(databaseUrlOption())
    .addOption(jsonOption())
    .action((options: DatabaseOptions) =>
      runVerb({
        json: options.json,
        blank: { ok: false, checks: [] },
        run: (shell) => doctor(options, shell),
      }),
    )
}

async function doctor(options: DatabaseOptions, shell: Shell): Promise<Report> {
  const { diagnose } = await import('../doctor/diagnose.js')
  const { renderChecks } = await import('../render/checks.js')
  const checks = await diagnose(options, shell)
  const errors = checks.flatMap((check) => check.errors ?? [])
  return {
    data: {
      ok: errors.length === 0,
      checks: checks.map(({ name, state, found }) => ({ name, state, found })),
    },
    text: renderChecks(checks, shell.terminal),
    errors,
  }
}
