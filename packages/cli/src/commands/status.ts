import type { StatusReport } from '@schemata/runner'
import { Command } from 'commander'

import { exitCodeOf } from '../exit-code.js'
import { configOption, type DatabaseOptions, databaseUrlOption, jsonOption } from '../options.js'
import type { Report, RunVerb } from '../report.js'
import type { Shell } from '../shell.js'
import { withRunner } from '../with-runner.js'

interface StatusOptions extends DatabaseOptions {
  readonly check?: boolean
}

const PENDING = 3

/** `schemata status`: where each package stands. */
export function statusCommand(runVerb: RunVerb): Command {
  return new Command('status')
    .description('show where each package stands')
    .option('--check', 'print nothing, only exit: 0 current, 3 pending, 5 diverged or damaged')
    .addOption(configOption())
    .addOption(databaseUrlOption())
    .addOption(jsonOption())
    .action((options: StatusOptions) =>
      runVerb({ json: options.json, blank: { packages: [] }, run: (shell) => status(options, shell) }),
    )
}

function status(options: StatusOptions, shell: Shell): Promise<Report> {
  return withRunner(options, shell, async ({ runner }) => {
    const { renderStatus } = await import('../render/status.js')
    const report = await runner.status()
    const { packages, problems } = report
    return {
      data: { packages },
      text: options.check ? '' : renderStatus(packages, shell.terminal),
      errors: problems,
      exitCode: options.check ? checkExitCode(report) : 0,
    }
  })
}

/** A database that a newer release brought further is fine as long as its floor lets this one run. */
function checkExitCode({ packages, problems }: StatusReport): number {
  if (problems.length > 0) return exitCodeOf(problems)
  return packages.some(({ state, pending }) => state !== 'ahead' && pending > 0) ? PENDING : 0
}
