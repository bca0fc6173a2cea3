import { Command, CommanderError } from 'commander'

import manifest from '../package.json' with { type: 'json' }
import { adoptCommand } from './commands/adopt.js'
import { applyCommand } from './commands/apply.js'
import { buildCommand } from './commands/build.js'
import { checkCommand } from './commands/check.js'
import { contractCommand } from './commands/contract.js'
import { devCommand } from './commands/dev.js'
import { doctorCommand } from './commands/doctor.js'
import { driftCommand } from './commands/drift.js'
import { exportCommand } from './commands/export.js'
import { graphCommand } from './commands/graph.js'
import { jobsCommand } from './commands/jobs.js'
import { newCommand } from './commands/new.js'
import { planCommand } from './commands/plan.js'
import { relayCommand } from './commands/relay.js'
import { revertCommand } from './commands/revert.js'
import { statusCommand } from './commands/status.js'
import { verifyCommand } from './commands/verify.js'
import { UsageError } from './errors.js'
import { renderExitCodes } from './render/exit-codes.js'
import type { RunVerb } from './report.js'
import { runVerb } from './run-verb.js'
import type { Shell } from './shell.js'

const VERBS = [
  planCommand,
  applyCommand,
  statusCommand,
  verifyCommand,
  driftCommand,
  adoptCommand,
  exportCommand,
  revertCommand,
  graphCommand,
  doctorCommand,
  newCommand,
  buildCommand,
  contractCommand,
  checkCommand,
  jobsCommand,
  relayCommand,
  devCommand,
]

/**
 * Runs the command line `schemata …` in a shell and returns its exit code.
 *
 * Speaks through the shell's terminal alone; never throws, and ends the process only
 * when a second signal asks for it.
 */
export async function run(argv: readonly string[], shell: Shell): Promise<number> {
  let exitCode = 0
  const program = makeProgram(shell, async (verb) => {
    exitCode = await runVerb(verb, shell)
  })
  try {
    await program.parseAsync(argv, { from: 'user' })
    return exitCode
  } catch (error) {
    const stop = toStop(error)
    if (stop === undefined) return 0
    const json = argv.includes('--json')
    return runVerb({ json, blank: {}, run: () => Promise.reject(stop) }, shell)
  }
}

function makeProgram({ terminal }: Shell, carryOut: RunVerb): Command {
  const program = new Command('schemata')
    .description('PostgreSQL schemas as versioned npm packages')
    .version(manifest.version)
    .exitOverride()
    // `dev --json` and `dev reset --json` are options of two commands.
    .enablePositionalOptions()
    .showSuggestionAfterError()
    // Errors of the command line are reported like all others.
    .configureOutput({
      outputError: () => {},
      writeOut: (text) => terminal.write(text.replace(/\n$/, '')),
      writeErr: (text) => terminal.note(text.replace(/\n$/, '')),
      getOutHelpWidth: () => terminal.columns,
    })
    .addHelpText('after', renderExitCodes)
  for (const makeCommand of VERBS) program.addCommand(inherit(makeCommand(carryOut), program))
  return program
}

/** Settings pass to subcommands that are made by `command()`, not to those that are added. */
function inherit(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent)
  for (const child of command.commands) inherit(child, command)
  return command
}

/** Commander throws to end the program; undefined for an end that is no error, such as `--help`. */
function toStop(error: unknown): unknown {
  if (!(error instanceof CommanderError)) return error
  if (error.exitCode === 0) return undefined
  if (error.code === 'commander.help') {
    return new UsageError({ found: 'No verb was given.', hint: 'See `schemata --help`.' })
  }
  const [found = '', ...suggestion] = error.message.replace(/^error: /, '').split('\n')
  return new UsageError({
    found: `${found.charAt(0).toUpperCase()}${found.slice(1)}.`,
    hint: [...suggestion.map((line) => line.replace(/^\(|\)$/g, '')), 'See `schemata --help`.'].join(' '),
  })
}
