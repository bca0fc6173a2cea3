import type { Stack } from '@schemata/contract'
import type { RevertResult, RevertSelection } from '@schemata/runner'
import { Command, Option } from 'commander'

import { UnknownPackageError, UsageError } from '../errors.js'
import {
  configOption,
  type DatabaseOptions,
  databaseUrlOption,
  jsonOption,
  parseCount,
  waitOption,
} from '../options.js'
import { stepName, tellProgress } from '../render/progress.js'
import type { Report, RunVerb } from '../report.js'
import type { Shell } from '../shell.js'
import { withInterrupts } from '../with-interrupts.js'
import { withRunner } from '../with-runner.js'

interface RevertOptions extends DatabaseOptions {
  readonly to?: string
  readonly steps?: number
  readonly allow?: 'data-loss'
  readonly wait: number
}

/** `schemata revert`: undoes steps by the down scripts that the ledger keeps. */
export function revertCommand(runVerb: RunVerb): Command {
  return new Command('revert')
    .description('undo steps: whole packages, or one package down to a step')
    .argument('<package...>', 'keys of packages')
    .addOption(new Option('--to <step>', 'undo what was applied after this step').conflicts('steps'))
    .addOption(new Option('--steps <count>', 'undo so many steps').argParser(parseCount))
    .addOption(new Option('--allow <what>', 'let rows be destroyed').choices(['data-loss']))
    .addOption(waitOption())
    .addOption(configOption())
    .addOption(databaseUrlOption())
    .addOption(jsonOption())
    .action((packages: string[], options: RevertOptions) =>
      runVerb({
        json: options.json,
        blank: { outcome: 'failed', reverted: [] },
        run: (shell) => revert(packages, options, shell),
      }),
    )
}

async function revert(packages: readonly string[], options: RevertOptions, shell: Shell): Promise<Report> {
  const { terminal } = shell
  const selection = select(packages, options)
  return withInterrupts(shell, (signal) =>
    withRunner(options, shell, async ({ runner, stack, database }) => {
      refuseUnknown(packages, stack)
      terminal.note(`database ${database}`)
      const result = await runner.revert({
        ...selection,
        allowDataLoss: options.allow === 'data-loss',
        waitMs: options.wait,
        signal,
        onEvent: tellProgress(terminal),
      })
      const { outcome, reverted, errors } = result
      return { data: { outcome, reverted }, text: renderReverted(result), errors }
    }),
  )
}

function select(packages: readonly string[], { to, steps }: RevertOptions): RevertSelection {
  const [first, ...others] = packages
  if (to === undefined && steps === undefined) return { packages }
  if (first === undefined || others.length > 0) {
    throw new UsageError({
      found: `\`${to === undefined ? '--steps' : '--to'}\` was given for ${packages.length} packages.`,
      hint: 'Name one package, or leave the option out to undo whole packages.',
    })
  }
  return to === undefined ? { package: first, steps: steps ?? 1 } : { package: first, to }
}

function refuseUnknown(packages: readonly string[], { instances }: Stack): void {
  const known = instances.map((instance) => instance.package.key)
  const unknown = packages.find((key) => !known.includes(key))
  if (unknown !== undefined) throw new UnknownPackageError({ name: unknown, known, where: 'the stack' })
}

function renderReverted({ reverted }: RevertResult): string {
  return reverted.map((step) => `undone ${stepName(step)}`).join('\n')
}
