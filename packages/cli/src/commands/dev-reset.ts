import { Command } from 'commander'

import { databaseUrl } from '../database-url.js'
import { homeOf } from '../dev/home-of.js'
import { refuseReset } from '../dev/refuse-reset.js'
import { loadStack } from '../load-stack.js'
import { type ConfigOptions, configOption, type JsonOptions, jsonOption } from '../options.js'
import type { Report, RunVerb } from '../report.js'
import type { Shell } from '../shell.js'

interface ResetOptions extends ConfigOptions, JsonOptions {
  readonly databaseUrl?: string
  readonly yesDestroy?: string
}

/** `schemata dev reset`: a development database as on the first day. */
export function devResetCommand(runVerb: RunVerb): Command {
  return new Command('reset')
    .description('drop what the stack installed, apply it again, load dev/sample*.sql of its packages')
    .option('--database-url <url>', 'another database on this machine (default: the embedded server)')
    .option('--yes-destroy <database>', 'its name once more: everything of the stack in it is lost')
    .addOption(configOption())
    .addOption(jsonOption())
    .action((options: ResetOptions) =>
      runVerb({
        json: options.json,
        blank: { dropped: [], outcome: 'failed', applied: [], samples: [] },
        run: (shell) => devReset(options, shell),
      }),
    )
}

async function devReset(options: ResetOptions, shell: Shell): Promise<Report> {
  // DATABASE_URL does not count here: what is lost must have been named.
  const url = options.databaseUrl === undefined ? null : databaseUrl({ databaseUrl: options.databaseUrl }, shell)
  const { NODE_ENV: environment, PGHOST: defaultHost } = shell.env
  refuseReset({ url, allowed: options.yesDestroy, defaultHost, environment })
  const { stack, file } = await loadStack(options, shell)
  const { reset } = await import('../dev/reset.js')
  return reset(url ?? (await embeddedUrl(homeOf(file))), stack, shell)
}

/** The development server of this checkout, started where it was not running; it stays. */
async function embeddedUrl(directory: string): Promise<string> {
  const { ensureServer, serverStatus } = await import('@schemata/embedded')
  const { major } = await serverStatus({ directory })
  return (await ensureServer({ directory, ...(major === 15 ? { major } : {}) })).url
}
