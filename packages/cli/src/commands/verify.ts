import { Command, Option } from 'commander'

import { configOption, type DatabaseOptions, databaseUrlOption, jsonOption } from '../options.js'
import { renderDifferences } from '../render/differences.js'
import type { Report, RunVerb } from '../report.js'
import type { Shell } from '../shell.js'
import { withRunner } from '../with-runner.js'

interface VerifyOptions extends DatabaseOptions {
  readonly level: 'heads' | 'ledger' | 'drift'
  readonly since?: string
}

const DIFFERENT = 4

/** `schemata verify`: proves that the database is what the stack says. */
export function verifyCommand(runVerb: RunVerb): Command {
  return new Command('verify')
    .description('prove that the database is what the stack says')
    .addOption(
      new Option('--level <level>', 'heads: one round trip; ledger: every step; drift: the catalog besides')
        .choices(['heads', 'ledger', 'drift'])
        .default('ledger'),
    )
    .option('--since <stamp>', 'the stamp of an earlier check: an unchanged catalog is not read again')
    .addOption(configOption())
    .addOption(databaseUrlOption())
    .addOption(jsonOption())
    .action((options: VerifyOptions) =>
      runVerb({
        json: options.json,
        blank: { ok: false, differences: [], stamp: null },
        run: (shell) => verify(options, shell),
      }),
    )
}

function verify(options: VerifyOptions, shell: Shell): Promise<Report> {
  return withRunner(options, shell, async ({ runner }) => {
    const { level, since } = options
    const { ok, differences, stamp } = await runner.verify({ level, ...(since !== undefined && { since }) })
    const proved = [`Everything is as the stack says (${level}).`, ...(stamp === null ? [] : [`stamp ${stamp}`])]
    return {
      data: { ok, differences, stamp },
      text: ok ? proved.join('\n') : renderDifferences(differences, shell.terminal),
      exitCode: ok ? 0 : DIFFERENT,
    }
  })
}
