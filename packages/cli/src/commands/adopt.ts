import { Command } from 'commander'

import { configOption, type DatabaseOptions, databaseUrlOption, jsonOption, waitOption } from '../options.js'
import { renderAdoptions } from '../render/adoptions.js'
import type { Report, RunVerb } from '../report.js'
import type { Shell } from '../shell.js'
import { withInterrupts } from '../with-interrupts.js'
import { withRunner } from '../with-runner.js'

interface AdoptOptions extends DatabaseOptions {
  readonly write?: boolean
  readonly wait: number
}

/** What differs is told like drift. */
const DIFFERENT = 4

/** `schemata adopt`: takes over objects that were made by hand or by another tool. */
export function adoptCommand(runVerb: RunVerb): Command {
  return new Command('adopt')
    .description('take over what was made by hand or by another tool; shows first, writes with --write')
    .argument('[package...]', 'which packages (default: all that are not installed and whose schema is there)')
    .option('--write', 'write the ledger for what matches exactly')
    .addOption(waitOption())
    .addOption(configOption())
    .addOption(databaseUrlOption())
    .addOption(jsonOption())
    .action((packages: string[], options: AdoptOptions) =>
      runVerb({
        json: options.json,
        blank: { outcome: 'failed', adoptions: [], ledgers: [] },
        run: (shell) => adopt(packages, options, shell),
      }),
    )
}

function adopt(packages: readonly string[], options: AdoptOptions, shell: Shell): Promise<Report> {
  return withRunner(options, shell, async ({ runner }) => {
    const { outcome, adoptions, ledgers, errors } = await withInterrupts(shell, (signal) =>
      runner.adopt({
        write: options.write === true,
        waitMs: options.wait,
        signal,
        ...(packages.length > 0 ? { packages } : {}),
      }),
    )
    const different = adoptions.some(({ matches }) => !matches)
    return {
      data: { outcome, adoptions, ledgers },
      text: renderAdoptions({ adoptions, ledgers, written: options.write === true }),
      errors,
      ...(errors.length === 0 ? { exitCode: different ? DIFFERENT : 0 } : {}),
    }
  })
}
