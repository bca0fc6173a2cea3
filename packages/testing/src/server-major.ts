import { ServerTooOldError, ServerUnreachableError } from './errors.js'
import { withClient } from './with-client.js'

const OLDEST = 15

/**
 * Asks a server for its major version.
 *
 * @throws ServerUnreachableError when it does not answer.
 * @throws ServerTooOldError below 15.
 */
export async function serverMajor(url: string): Promise<number> {
  const found = await withClient(url, async (client) => {
    const { rows } = await client.query("SELECT current_setting('server_version_num')::int / 10000 AS major")
    return Number(rows[0]?.major)
  }).catch((cause: unknown) => {
    throw new ServerUnreachableError({ url, cause })
  })
  if (found < OLDEST) throw new ServerTooOldError({ url, found })
  return found
}
