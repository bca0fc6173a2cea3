import { join } from 'node:path'

/** The shortest limit among the systems is macOS's 104 bytes, the final zero included. */
const LONGEST_PATH = 103

/** The directory if a server's unix socket can be made in it; null where its path would be too long, and on Windows. */
export function socketDirectoryIn(home: string): string | null {
  const directory = join(home, 'run')
  const fits = Buffer.byteLength(join(directory, '.s.PGSQL.65535.lock')) <= LONGEST_PATH
  return fits && process.platform !== 'win32' ? directory : null
}
