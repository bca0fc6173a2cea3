import type { ApplyResult } from '@schemata/runner'
import { Command } from 'commander'

import { configOption, type DatabaseOptions, databaseUrlOption, jsonOption, waitOption } from '../options.js'
import { tellProgress } from '../render/progress.js'
import type { Report, RunVerb } from '../report.js'
import type { Shell } from '../shell.js'
import { withInterrupts } from '../with-interrupts.js'
import { withRunner } from '../with-runner.js'

interface ApplyOptions extends DatabaseOptions {
  readonly plan?: string
  readonly wait: number
  readonly details?: boolean
}

/** `schemata apply`: brings the database to what the stack says. */
export function applyCommand(runVerb: RunVerb): Command {
  return new Command('apply')
    .description('bring the database to what the stack says')
    .option('--plan <digest>', 'apply only the plan that was reviewed')
    .addOption(waitOption())
    .option('--details', "show a server error's DETAIL, which may hold a whole row")
    .addOption(configOption())
    .addOption(databaseUrlOption())
    .addOption(jsonOption())
    .action((options: ApplyOptions) =>
      runVerb({
        json: options.json,
        blank: { outcome: 'failed', applied: [] },
        run: (shell) => apply(options, shell),
      }),
    )
}

function apply(options: ApplyOptions, shell: Shell): Promise<Report> {
  const { terminal } = shell
  return withInterrupts(shell, (signal) =>
    withRunner(options, shell, async ({ runner, database }) => {
      terminal.note(`database ${database}`)
      const result = await runner.apply({
        signal,
        onEvent: tellProgress(terminal),
        waitMs: options.wait,
        details: options.details ?? false,
        ...(options.plan === undefined ? {} : { plan: options.plan }),
      })
      const { outcome, applied, errors } = result
      return { data: { outcome, applied }, text: conclusion(result), errors }
    }),
  )
}

/** The outcome in one line; empty for a failure of which the errors tell. */
export function conclusion({ outcome, applied }: ApplyResult): string {
  const steps = applied.length === 1 ? '1 step' : `${applied.length} steps`
  if (outcome === 'current') return 'Everything is current.'
  if (outcome === 'applied') return `Applied ${steps}.`
  return applied.length > 0 ? `Applied ${steps}, which stay; then stopped.` : ''
}
