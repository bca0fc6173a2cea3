import { join } from 'node:path'

import { developmentHome, type ServerPlace } from './development-home.js'
import { socketDirectoryIn } from './socket-directory.js'
import type { Account } from './unprivileged-account.js'

/** Where a development server keeps what. */
export interface DevelopmentFiles {
  readonly home: string
  readonly dataDir: string
  readonly logFile: string
  /** Holds the last port as text. */
  readonly portFile: string
  readonly socketDirectory: string | null
}

/** The paths of a development server; nothing is made. */
export async function developmentFiles(place: ServerPlace, account: Account | null): Promise<DevelopmentFiles> {
  const home = await developmentHome(place, account)
  return {
    home,
    dataDir: join(home, 'data'),
    logFile: join(home, 'server.log'),
    portFile: join(home, 'port'),
    socketDirectory: socketDirectoryIn(home),
  }
}
