import { resolve } from 'node:path'
import { Command } from 'commander'

import { type JsonOptions, jsonOption } from '../options.js'
import type { RunVerb } from '../report.js'

interface CheckOptions extends JsonOptions {
  readonly against: string
}

/** `schemata check`: whether a package may be released as what it claims to be. */
export function checkCommand(runVerb: RunVerb): Command {
  return new Command('check')
    .description('say what version the next release of a package needs, and refuse one that claims less')
    .argument('[directory]', 'the package', '.')
    .requiredOption('--against <release>', 'the last release: a directory, a tarball or a git ref')
    .addOption(jsonOption())
    .action((directory: string, options: CheckOptions) =>
      runVerb({
        json: options.json,
        blank: { package: null, released: null, claimed: null, required: null, reasons: [] },
        run: async (shell) => {
          const { checkPackage } = await import('../check/check-package.js')
          return checkPackage({ directory: resolve(shell.cwd, directory), against: options.against }, shell)
        },
      }),
    )
}
