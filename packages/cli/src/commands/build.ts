import { relative, resolve } from 'node:path'
import type { BuildReport } from '@schemata/compiler'
import { Command } from 'commander'

import { type JsonOptions, jsonOption } from '../options.js'
import type { Report, RunVerb } from '../report.js'

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
      runVerb({ json: options.json, blank: { written: [] }, run: () => build(directory, options) }),
    )
}

async function build(directory: string, { check = false }: BuildOptions): Promise<Report> {
  const { buildPackage } = await import('@schemata/compiler')
  const report = await buildPackage({ directory: resolve(directory), check })
  const { key, schema, steps, fixtures, order, written } = report
  return { data: { key, schema, steps, fixtures, order, written }, text: renderBuild(report, directory) }
}

function renderBuild({ key, steps, order, written }: BuildReport, directory: string): string {
  const place = relative(process.cwd(), resolve(directory)) || '.'
  return [
    `${key}: ${steps === 1 ? '1 step' : `${steps} steps`}`,
    ...order.added.map((id) => `  new in ORDER: ${id}`),
    ...order.changed.map((id) => `  changed since the last build: ${id} (a released step must not change)`),
    ...written.map((file) => `  written: ${place === '.' ? '' : `${place}/`}${file}`),
  ].join('\n')
}
