import { Command } from 'commander'

import { configOption, type DatabaseOptions, databaseUrlOption, jsonOption } from '../options.js'
import { renderMending } from '../render/differences.js'
import type { Report, RunVerb } from '../report.js'
import type { Shell } from '../shell.js'
import { withRunner } from '../with-runner.js'

const DRIFTED = 4

/** `schemata drift`: what differs from the packages' contracts, as SQL that mends it. */
export function driftCommand(runVerb: RunVerb): Command {
  return new Command('drift')
    .description('print the SQL that mends what differs from the contracts; executes nothing')
    .addOption(configOption())
    .addOption(databaseUrlOption())
    .addOption(jsonOption())
    .action((options: DatabaseOptions) =>
      runVerb({ json: options.json, blank: { ok: false, differences: [] }, run: (shell) => drift(options, shell) }),
    )
}

function drift(options: DatabaseOptions, shell: Shell): Promise<Report> {
  return withRunner(options, shell, async ({ runner }) => {
    const { ok, differences } = await runner.verify({ level: 'drift' })
    return {
      data: { ok, differences },
      text: ok ? '-- Nothing differs.' : renderMending(differences),
      exitCode: ok ? 0 : DRIFTED,
    }
  })
}
