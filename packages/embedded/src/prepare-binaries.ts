import { cacheFolder } from './cache-folder.js'
import type { Major } from './major.js'
import { packageFolder } from './package-folder.js'
import { runnableFolder } from './runnable-folder.js'
import { serverVersion } from './server-version.js'
import type { Account } from './unprivileged-account.js'

/** Programs of one PostgreSQL that are ready to run. */
export interface Binaries {
  readonly major: Major
  /** Holds `bin`, `lib` and `share`. */
  readonly folder: string
  readonly account: Account | null
  /** As `SHOW server_version` says it: `18.4`. */
  readonly version: string
}

/**
 * Makes the programs of a major version runnable for an account.
 *
 * @throws MissingBinariesError, UnsupportedPlatformError, UnreachableDirectoryError
 */
export async function prepareBinaries(major: Major, account: Account | null): Promise<Binaries> {
  const native = packageFolder(major)
  const folder = await runnableFolder({ native, account, cache: () => cacheFolder(account) })
  return { major, folder, account, version: await serverVersion(folder, account) }
}
