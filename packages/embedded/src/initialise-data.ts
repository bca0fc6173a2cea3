import { ServerStartError } from './errors.js'
import type { Binaries } from './prepare-binaries.js'
import { program } from './program.js'
import { runProgram } from './run-program.js'

/**
 * Makes a data directory: superuser `postgres`, UTF8, text ordered by code point, no
 * password asked of whoever can reach it.
 *
 * The directory may exist when it is empty and the account owns it.
 *
 * @throws ServerStartError with what initdb printed.
 */
export async function initialiseData(
  binaries: Binaries,
  dataDir: string,
  { durable }: { durable: boolean },
): Promise<void> {
  const args = [
    ...['-D', dataDir, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--no-instructions'],
    ...localeArguments(binaries.major),
    ...(durable ? ['--data-checksums'] : ['--no-sync']),
    ...(!durable && binaries.major >= 18 ? ['--no-data-checksums'] : []),
  ]
  const { code, stdout, stderr } = await runProgram(program(binaries.folder, 'initdb'), args, binaries.account)
  if (code !== 0) {
    throw new ServerStartError({ what: `initdb could not make ${dataDir}`, output: stderr || stdout })
  }
}

/** Since 17 PostgreSQL brings C.UTF-8 along; before, only Linux is sure to have it. */
function localeArguments(major: number): string[] {
  const system = process.platform === 'linux' ? 'C.UTF-8' : 'C'
  const builtin = major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : []
  return [`--locale=${system}`, ...builtin]
}
