import { join, relative, resolve } from 'node:path'
import type { ContractReport } from '@schemata/compiler'
import { Command, Option } from 'commander'

import { UsageError } from '../errors.js'
import { type JsonOptions, jsonOption } from '../options.js'
import type { Report, RunVerb } from '../report.js'
import type { Shell } from '../shell.js'

interface ContractOptions extends JsonOptions {
  readonly check?: boolean
  readonly major?: 15 | 18
  readonly serverUrl?: string
}

/** `schemata contract`: writes what a package's schema holds, and the types of its rows. */
export function contractCommand(runVerb: RunVerb): Command {
  return new Command('contract')
    .description('write catalog.json and the types of a package, from a database that is made for it')
    .argument('[directories...]', 'the packages', ['.'])
    .option('--check', 'write nothing; fail when something would be written')
    .addOption(
      new Option('--major <major>', 'the PostgreSQL that is started: 15 or 18 (default: 18)').argParser(parseMajor),
    )
    .addOption(new Option('--server-url <url>', 'a server on which a database is made and dropped, instead'))
    .addOption(jsonOption())
    .action((directories: readonly string[], options: ContractOptions) =>
      runVerb({ json: options.json, blank: { packages: [] }, run: (shell) => contract(directories, options, shell) }),
    )
}

async function contract(
  named: readonly string[],
  { check = false, major, serverUrl }: ContractOptions,
  { cwd }: Shell,
): Promise<Report> {
  const { writeContracts } = await import('@schemata/compiler')
  const directories = named.map((directory) => resolve(cwd, directory))
  const reports = await writeContracts({
    directories,
    check,
    ...(major !== undefined && { major }),
    ...(serverUrl !== undefined && { serverUrl }),
  })
  return {
    data: { packages: reports.map(({ key, schema, objects, written }) => ({ key, schema, objects, written })) },
    text: reports.map((report, index) => renderContract(report, relative(cwd, directories[index] ?? cwd))).join('\n'),
  }
}

function renderContract({ key, objects, written }: ContractReport, place: string): string {
  return [
    `${key}: ${objects === 1 ? '1 object' : `${objects} objects`}`,
    ...written.map((file) => `  written: ${join(place, file)}`),
  ].join('\n')
}

/** @throws UsageError */
function parseMajor(text: string): 15 | 18 {
  if (text === '15') return 15
  if (text === '18') return 18
  throw new UsageError({ found: `\`${text}\` is no major version that can be started.`, hint: 'Write 15 or 18.' })
}
