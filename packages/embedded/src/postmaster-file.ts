import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a server says about itself in `postmaster.pid`. */
export interface PostmasterFile {
  readonly pid: number
  readonly port: number
  /** Empty when it has no unix socket. */
  readonly socketDirectory: string
  /** True once it takes connections. */
  readonly ready: boolean
}

/** Reads `postmaster.pid` of a data directory; undefined when there is none, or it is only half written. */
export function readPostmasterFile(dataDir: string): PostmasterFile | undefined {
  try {
    return parsePostmasterFile(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8'))
  } catch {
    return undefined
  }
}

/** Lines: pid, data directory, start, port, socket directory, address, shared memory, status. */
export function parsePostmasterFile(text: string): PostmasterFile | undefined {
  const lines = text.split('\n')
  const pid = Number(lines[0])
  const port = Number(lines[3])
  if (!Number.isInteger(pid) || pid <= 0 || !Number.isInteger(port) || port <= 0) return undefined
  return { pid, port, socketDirectory: lines[4] ?? '', ready: lines[7]?.trim() === 'ready' }
}
