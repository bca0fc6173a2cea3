import { ServerStartError, UnsupportedPlatformError } from './errors.js'
import { isErrno } from './is-errno.js'
import { program } from './program.js'
import { runProgram } from './run-program.js'
import type { Account } from './unprivileged-account.js'

/**
 * Asks the server program for its version, which also shows that it can run here.
 *
 * @throws UnsupportedPlatformError where the C library is another one (Alpine).
 * @throws ServerStartError when the program ends with an error, for a missing library say.
 */
export async function serverVersion(folder: string, account: Account | null): Promise<string> {
  const postgres = program(folder, 'postgres')
  try {
    const { code, stdout, stderr } = await runProgram(postgres, ['--version'], account)
    const version = /PostgreSQL\)? (\S+)/.exec(stdout)?.[1]
    if (code === 0 && version) return version
    throw new ServerStartError({ what: `${postgres} does not run`, output: stderr })
  } catch (cause) {
    // The file is there; what the system does not find is the loader that it names.
    if (!isErrno(cause, 'ENOENT')) throw cause
    const { platform, arch } = process
    throw new UnsupportedPlatformError({
      platform,
      arch,
      reason: 'its programs need glibc, which this system lacks',
      cause,
    })
  }
}
