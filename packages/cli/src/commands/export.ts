import { resolve } from 'node:path'
import { Command, Option } from 'commander'

import { UsageError } from '../errors.js'
import { loadStack } from '../load-stack.js'
import { readMigrationFiles, writeMigrationFiles } from '../migration-files.js'
import { configOption, type DatabaseOptions, databaseUrlOption, jsonOption } from '../options.js'
import type { Report, RunVerb } from '../report.js'
import type { Shell } from '../shell.js'
import { withRunner } from '../with-runner.js'

interface ExportOptions extends DatabaseOptions {
  readonly psql?: true
  readonly format?: 'psql' | 'supabase'
  readonly out?: string
}

/** `schemata export`: what apply would do as a script for psql, or the steps as files for the Supabase CLI. */
export function exportCommand(runVerb: RunVerb): Command {
  return new Command('export')
    .description('write what apply would do in a form for others')
    .addOption(
      new Option(
        '--format <format>',
        'psql: a script that takes the lock, checks heads, writes the ledger, stops at a surprise; supabase: a migration file a step, needs no database',
      ).choices(['psql', 'supabase']),
    )
    .option('--psql', 'the same as --format psql')
    .option('--out <directory>', 'with --format supabase: where the files are written (supabase/migrations)')
    .addOption(configOption())
    .addOption(databaseUrlOption())
    .addOption(jsonOption())
    .action((options: ExportOptions) => {
      const supabase = options.format === 'supabase'
      const blank = supabase ? { written: [], unchanged: 0, outOfOrder: [] } : { script: null }
      return runVerb({
        json: options.json,
        blank,
        run: (shell) => (supabase ? exportSupabase(options, shell) : exportPsql(options, shell)),
      })
    })
}

function exportPsql(options: ExportOptions, shell: Shell): Promise<Report> {
  if (options.format === undefined && options.psql === undefined) {
    throw new UsageError({ found: 'No format was named.', hint: 'Pass `--format psql` or `--format supabase`.' })
  }
  return withRunner(options, shell, async ({ runner }) => {
    const script = await runner.exportPsql()
    return { data: { script }, text: script.trimEnd() }
  })
}

async function exportSupabase({ out, psql, ...options }: ExportOptions, shell: Shell): Promise<Report> {
  if (out === undefined || psql) {
    const hint = 'Pass `--format supabase --out supabase/migrations`.'
    throw new UsageError({ found: 'Files for the Supabase CLI need a directory, and no other format.', hint })
  }
  const runner = await import('@schemata/runner')
  const { stack } = await loadStack(options, shell)
  const directory = resolve(shell.cwd, out)
  const { files, unchanged, outOfOrder } = runner.exportSupabase(stack, await readMigrationFiles(directory))
  await writeMigrationFiles(directory, files)
  const written = files.map(({ name }) => name)
  return { data: { written, unchanged, outOfOrder }, text: render(written, unchanged, outOfOrder) }
}

function render(written: readonly string[], unchanged: number, outOfOrder: readonly string[]): string {
  return [
    ...written.map((name) => `written: ${name}`),
    `${written.length} files written, ${unchanged} unchanged.`,
    ...(outOfOrder.length > 0
      ? [`${outOfOrder.length} of them stand before a file that was there: push with --include-all.`]
      : []),
    ...(written.length > 0 ? ['After `supabase db push`: schemata adopt --write'] : []),
  ].join('\n')
}
