import { relative } from 'node:path'
import type { DevelopmentServer, Major } from '@schemata/embedded'
import type { ApplyResult } from '@schemata/runner'
import { Command, Option } from 'commander'

import { homeOf } from '../dev/home-of.js'
import { UsageError } from '../errors.js'
import { findConfig } from '../find-config.js'
import { loadStack } from '../load-stack.js'
import { type ConfigOptions, configOption, type JsonOptions, jsonOption } from '../options.js'
import { tellProgress } from '../render/progress.js'
import type { Report, RunVerb } from '../report.js'
import type { Shell } from '../shell.js'
import { untilInterrupted, withInterrupts } from '../with-interrupts.js'
import { withRunnerAt } from '../with-runner.js'
import { conclusion } from './apply.js'
import { devResetCommand } from './dev-reset.js'

interface DevOptions extends ConfigOptions, JsonOptions {
  readonly once?: boolean
  readonly stop?: boolean
  readonly major?: Major
}

const NEWEST: Major = 18

/** `schemata dev`: a PostgreSQL of one's own with the stack in it. */
export function devCommand(runVerb: RunVerb): Command {
  return new Command('dev')
    .description('start an embedded PostgreSQL, apply the stack, print the connection string')
    .addOption(new Option('--once', 'exit and leave the server running').conflicts('stop'))
    .option('--stop', 'stop the server; its data stay')
    .addOption(
      new Option('--major <version>', 'of PostgreSQL: 15 or 18 (default: that of the data, else 18)').argParser(
        parseMajor,
      ),
    )
    .addOption(configOption())
    .addOption(jsonOption())
    .action((options: DevOptions) =>
      runVerb({
        json: options.json,
        blank: options.stop ? { stopped: false } : { url: null, outcome: 'failed', applied: [] },
        run: (shell) => (options.stop ? stop(options, shell) : dev(options, shell)),
      }),
    )
    .addCommand(devResetCommand(runVerb))
}

/** @throws UsageError */
function parseMajor(text: string): Major {
  if (text === '15') return 15
  if (text === '18') return 18
  throw new UsageError({
    found: `PostgreSQL \`${text}\` is not embedded.`,
    hint: 'Choose `--major 15` or `--major 18`.',
  })
}

async function stop({ config }: DevOptions, shell: Shell): Promise<Report> {
  const { stopServer } = await import('@schemata/embedded')
  const stopped = await stopServer({ directory: homeOf(findConfig(config, shell)) })
  return { data: { stopped }, text: stopped ? 'Stopped.' : 'No server was running.' }
}

async function dev(options: DevOptions, shell: Shell): Promise<Report> {
  const { stack, file } = await loadStack(options, shell)
  const { ensureServer, serverStatus } = await import('@schemata/embedded')
  const directory = homeOf(file)
  const made = (await serverStatus({ directory })).major
  const major = options.major ?? (made === 15 ? 15 : NEWEST)
  const server = await ensureServer({ directory, major })
  describeServer(server, shell)
  const result = await withInterrupts(shell, (signal) =>
    withRunnerAt(server.url, stack, ({ runner }) => runner.apply({ signal, onEvent: tellProgress(shell.terminal) })),
  )
  return toReport(server, result, options, shell)
}

function describeServer(server: DevelopmentServer, { terminal, cwd }: Shell): void {
  const what = server.outcome === 'started' ? 'started' : 'is running already'
  terminal.note(`PostgreSQL ${server.version} ${what}; data in ${relative(cwd, server.dataDir)}`)
}

function toReport(server: DevelopmentServer, result: ApplyResult, options: DevOptions, shell: Shell): Report {
  const { outcome, applied, errors } = result
  const text = conclusion(result)
  if (text !== '') shell.terminal.note(text)
  const { url, version } = server
  const stays = options.once !== true && outcome !== 'failed'
  return {
    data: { url, started: server.outcome === 'started', version, outcome, applied },
    text: url,
    errors,
    ...(stays ? { stay: () => serve(server, shell) } : {}),
  }
}

/** Whoever started the server takes it along; one that ran before stays. */
async function serve(server: DevelopmentServer, shell: Shell): Promise<void> {
  const interrupted = untilInterrupted(shell)
  shell.terminal.note('Ctrl-C ends this.')
  await interrupted
  if (server.outcome === 'started') await server.stop()
}
