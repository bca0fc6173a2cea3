/** Server settings by name, as in postgresql.conf: `{ work_mem: '64MB', max_prepared_transactions: 10 }`. */
export type ServerSettings = { readonly [name: string]: string | number | boolean }

export interface ServerArgumentsParameters {
  readonly dataDir: string
  /** Null for none. */
  readonly socketDirectory: string | null
  readonly port: number
  /** False trades safety against a power cut for speed. */
  readonly durable: boolean
  /** Win over everything else but the port and where it listens. */
  readonly settings: ServerSettings
}

/** The command line of a server; files in the data directory are left as initdb made them. */
export function serverArguments({
  dataDir,
  socketDirectory,
  port,
  durable,
  settings,
}: ServerArgumentsParameters): string[] {
  const all: ServerSettings = {
    max_connections: 200,
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(!durable && { fsync: false, synchronous_commit: false, full_page_writes: false }),
    ...settings,
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: socketDirectory ?? '',
  }
  return ['-D', dataDir, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${format(value)}`])]
}

function format(value: string | number | boolean): string {
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value)
}
