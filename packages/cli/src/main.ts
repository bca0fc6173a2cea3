import { run } from './run.js'
import { processShell } from './shell.js'

/**
 * Runs the command line `schemata …` in this process and returns its exit code.
 *
 * Prints to the process's stdout and stderr; never throws, and exits by itself only
 * when a second signal asks for it.
 *
 * @example
 * process.exitCode = await main(process.argv.slice(2))
 */
export async function main(argv: readonly string[]): Promise<number> {
  return run(argv, processShell())
}
