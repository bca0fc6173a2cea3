import { Command, Option } from 'commander'

import { databaseUrl } from '../database-url.js'
import { UsageError } from '../errors.js'
import { type DatabaseOptions, databaseUrlOption, jsonOption, parseDuration } from '../options.js'
import { describeRelayCounts } from '../relay/describe-relay-counts.js'
import { describeRelayEvent } from '../relay/describe-relay-event.js'
import { loadRelay, type RelayCounts } from '../relay/load-relay.js'
import type { Report, RunVerb } from '../report.js'
import type { Shell } from '../shell.js'
import type { Terminal } from '../terminal.js'
import { withInterrupts } from '../with-interrupts.js'

interface RelayOptions extends DatabaseOptions {
  readonly queue: string
  readonly redisUrl?: string
  readonly prefix?: string
  readonly schema?: string
  readonly batch?: number
  readonly concurrency?: number
  readonly mode?: 'transaction' | 'lease'
  readonly receipts?: number
  readonly statusPort?: number
}

const PROGRESS_MS = 5000

/** `schemata relay`: hands the jobs of an outbox over to BullMQ until a signal. */
export function relayCommand(runVerb: RunVerb): Command {
  return new Command('relay')
    .description('hand the jobs of a course outbox over to BullMQ, until a signal')
    .requiredOption('--queue <name>', 'the queue to serve, one an environment')
    .option('--redis-url <url>', 'the Redis of BullMQ (default: $REDIS_URL)')
    .option('--prefix <text>', 'of the keys in Redis (default: bull)')
    .option('--schema <name>', 'where the package is installed (default: course_outbox)')
    .addOption(new Option('--batch <rows>', 'rows of a batch, up to 500 (default: 500)').argParser(parseWhole))
    .addOption(new Option('--concurrency <count>', 'batches at once (default: 3)').argParser(parseWhole))
    .addOption(new Option('--mode <mode>', 'what protects a batch').choices(['transaction', 'lease']))
    .addOption(
      new Option('--receipts <duration>', 'hand over again what no consumer acknowledged: 60s, 5m').argParser(
        parseDuration,
      ),
    )
    .addOption(
      new Option('--status-port <port>', 'serve a page for this machine; 0: a free port').argParser(parseWhole),
    )
    .addOption(databaseUrlOption())
    .addOption(jsonOption())
    .action((options: RelayOptions) =>
      runVerb({ json: options.json, blank: { handedOver: 0 }, run: (shell) => relay(options, shell) }),
    )
}

/** @throws UsageError */
function parseWhole(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text)
  throw new UsageError({ found: `\`${text}\` is no whole number.`, hint: 'Write a number such as 100.' })
}

async function relay(options: RelayOptions, shell: Shell): Promise<Report> {
  const { terminal, env } = shell
  const { redisUrl = env.REDIS_URL, receipts, json: _json, ...rest } = options
  if (!redisUrl) throw new UsageError({ found: 'No Redis was named.', hint: 'Pass --redis-url or set REDIS_URL.' })
  const url = databaseUrl(options, shell)
  const { runRelay } = await loadRelay(shell)
  let stopProgress = (): void => {}
  try {
    const ran = await withInterrupts(shell, (signal) =>
      runRelay({
        ...rest,
        ...(receipts === undefined ? {} : { receipts: { withinMs: receipts } }),
        databaseUrl: url,
        redisUrl,
        signal,
        onStart: ({ relay: running, statusUrl }) => {
          terminal.note(`relay ${running.relayId} serves ${options.queue}; Ctrl-C ends this.`)
          if (statusUrl !== undefined) terminal.note(`status ${statusUrl}`)
          stopProgress = tellProgress(() => running.status(), terminal)
        },
        onEvent: (event) => {
          const line = describeRelayEvent(event)
          if (line !== undefined) terminal.note(line)
        },
      }),
    )
    return toReport(ran)
  } finally {
    stopProgress()
  }
}

function toReport({ handedOver, refused, dead, resent, drained }: RelayCounts & { drained: boolean }): Report {
  const rest = drained ? 'drained' : 'not drained: what was under way stays in the outbox'
  return { data: { handedOver, refused, dead, resent, drained }, text: `${handedOver} handed over; ${rest}.` }
}

/** A line now and then while something happens; gives the way to end that. */
function tellProgress(status: () => RelayCounts, terminal: Terminal): () => void {
  let before = status().handedOver
  const timer = setInterval(() => {
    const counts = status()
    if (counts.handedOver === before) return
    terminal.note(describeRelayCounts(counts, ((counts.handedOver - before) * 1000) / PROGRESS_MS))
    before = counts.handedOver
  }, PROGRESS_MS)
  return () => clearInterval(timer)
}
