import { developmentFiles } from './development-files.js'
import type { ServerPlace } from './development-home.js'
import { stopPostmaster } from './stop-postmaster.js'
import { unprivilegedAccount } from './unprivileged-account.js'

/**
 * Stops a development server; its data stay.
 *
 * @returns false when it was not running.
 * @throws ServerStopError when it still runs after a minute.
 */
export async function stopServer(place: ServerPlace): Promise<boolean> {
  const { dataDir } = await developmentFiles(place, await unprivilegedAccount())
  return stopPostmaster(dataDir, { mode: 'fast', seconds: 60 })
}
