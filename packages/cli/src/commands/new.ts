import { join, relative } from 'node:path'
import { Command } from 'commander'

import { findPackageDirectory } from '../find-package-directory.js'
import { type JsonOptions, jsonOption } from '../options.js'
import type { Report, RunVerb } from '../report.js'
import type { Shell } from '../shell.js'

interface NewStepOptions extends JsonOptions {
  readonly as?: string
}

/** `schemata new step`, `schemata new package`: lay down what an author fills in. */
export function newCommand(runVerb: RunVerb): Command {
  return new Command('new')
    .description('lay down files to fill in')
    .addCommand(newStepCommand(runVerb))
    .addCommand(newPackageCommand(runVerb))
}

function newStepCommand(runVerb: RunVerb): Command {
  return new Command('step')
    .description('add the next step to a package: its file, the way back, its line in ORDER')
    .argument('<package>', "the package's directory, its name, or its folder's name in this workspace")
    .argument('<name>', 'what the step does: build_artifacts')
    .option('--as <version>', "the step's version (default: the next one)")
    .addOption(jsonOption())
    .action((packageName: string, name: string, options: NewStepOptions) =>
      runVerb({ json: options.json, blank: { files: [] }, run: (shell) => newStep(packageName, name, options, shell) }),
    )
}

async function newStep(packageName: string, name: string, options: NewStepOptions, shell: Shell): Promise<Report> {
  const compiler = await import('@schemata/compiler')
  const directory = await findPackageDirectory(packageName, shell)
  const version = options.as === undefined ? {} : { version: options.as }
  const made = await compiler.newStep({ directory, name, ...version })
  const files = made.files.map((file) => relative(shell.cwd, join(directory, file)))
  return { data: { files }, text: files.join('\n') }
}

interface NewPackageOptions extends JsonOptions {
  readonly directory?: string
}

function newPackageCommand(runVerb: RunVerb): Command {
  return new Command('package')
    .description('lay down a schema package that builds, passes its tests and packs as it is')
    .argument('<name>', 'its key, with or without an npm scope: bird-house, @acme/bird-house')
    .option('--directory <directory>', "where (default: the workspace's packages, or here)")
    .addOption(jsonOption())
    .action((name: string, options: NewPackageOptions) =>
      runVerb({
        json: options.json,
        blank: { directory: null, files: [] },
        run: (shell) => newPackage(name, options, shell),
      }),
    )
}

async function newPackage(name: string, { directory: wanted }: NewPackageOptions, { cwd }: Shell): Promise<Report> {
  const scaffold = await import('../scaffold/new-package.js')
  const made = await scaffold.newPackage({ name, cwd, ...(wanted === undefined ? {} : { directory: wanted }) })
  const directory = relative(cwd, made.directory) || '.'
  const install = made.flavour === 'workspace' ? 'pnpm install' : `cd ${directory} && npm install`
  const text = [...made.files.map((file) => join(directory, file)), `Next: ${install}, then build and test.`].join('\n')
  return { data: { directory, files: made.files }, text }
}
