import { relative, resolve } from 'node:path'
import type { BuildReport } from '@schemata/compiler'
import { Command } from 'commander'

import { type JsonOptions, jsonOption } from '../options.js'
import type { Report, RunVerb } from '../report.js'
import type { Shell } from '../shell.js'

interface BuildOptions extends JsonOptions {
  readonly check?: boolean
}

/** `schemata build`: compiles the migrations of a package. Needs no database. */
export function buildCommand(runVerb: RunVerb): Command {
  return new Command('build')
    .description('compile the migrations of a package; needs no database')
    .argument('[directory]', 'the package', '.')
    .option('--check', 'write nothing; fail when something would be written')
    .addOption(jsonOption())
    .action((directory: string, options: BuildOptions) =>
      runVerb({ json: options.json, blank: { written: [] }, run: (shell) => build(directory, options, shell) }),
    )
}

async function build(named: string, { check = false }: BuildOptions, { cwd }: Shell): Promise<Report> {
  const { buildPackage } = await import('@schemata/compiler')
  const directory = resolve(cwd, named)
  const report = await buildPackage({ directory, check })
  const { key, schema, steps, fixtures, order, written } = report
  return { data: { key, schema, steps, fixtures, order, written }, text: renderBuild(report, relative(cwd, directory)) }
}

function renderBuild({ key, steps, order, written }: BuildReport, place: string): string {
  return [
    `${key}: ${steps === 1 ? '1 step' : `${steps} steps`}`,
    ...order.added.map((id) => `  new in ORDER: ${id}`),
    ...order.changed.map((id) => `  changed since the last build: ${id} (a released step must not change)`),
    ...written.map((file) => `  written: ${place === '' ? '' : `${place}/`}${file}`),
  ].join('\n')
}
