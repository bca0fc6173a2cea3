import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { developmentFiles } from './development-files.js'
import type { ServerPlace } from './development-home.js'
import { superuserUrl } from './server.js'
import { findPostmaster } from './stop-postmaster.js'
import { unprivilegedAccount } from './unprivileged-account.js'

/** What is known of a development server without starting it. */
export interface DevelopmentServerStatus {
  readonly running: boolean
  /** Null unless it is running. */
  readonly url: string | null
  /** The major version that made the data; null before the first start. */
  readonly major: number | null
  readonly dataDir: string
  readonly logFile: string
}

/** Says whether a development server runs, where, and where its files are. */
export async function serverStatus(place: ServerPlace): Promise<DevelopmentServerStatus> {
  const { dataDir, logFile } = await developmentFiles(place, await unprivilegedAccount())
  const postmaster = findPostmaster(dataDir)
  const made = Number.parseInt(await readFile(join(dataDir, 'PG_VERSION'), 'utf8').catch(() => ''), 10)
  return {
    running: postmaster?.ready ?? false,
    url: postmaster?.ready ? superuserUrl(postmaster.port) : null,
    major: Number.isNaN(made) ? null : made,
    dataDir,
    logFile,
  }
}
