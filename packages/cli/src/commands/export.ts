import { Command } from 'commander'

import { configOption, type DatabaseOptions, databaseUrlOption, jsonOption } from '../options.js'
import type { Report, RunVerb } from '../report.js'
import { withRunner } from '../with-runner.js'

interface ExportOptions extends DatabaseOptions {
  readonly psql: true
}

/** `schemata export --psql`: what apply would do, as a script that psql runs alone. */
export function exportCommand(runVerb: RunVerb): Command {
  return new Command('export')
    .description('write what apply would do in a form for others')
    .requiredOption('--psql', 'a script for psql: takes the lock, checks heads, writes the ledger, stops at a surprise')
    .addOption(configOption())
    .addOption(databaseUrlOption())
    .addOption(jsonOption())
    .action((options: ExportOptions) =>
      runVerb({ json: options.json, blank: { script: null }, run: () => exportPsql(options) }),
    )
}

function exportPsql(options: ExportOptions): Promise<Report> {
  return withRunner(options, async ({ runner }) => {
    const script = await runner.exportPsql()
    return { data: { script }, text: script.trimEnd() }
  })
}
