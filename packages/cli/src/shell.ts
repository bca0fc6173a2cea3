import { openTerminal, type Terminal } from './terminal.js'

/** What a verb knows of the process that it runs in: nothing else is read of it. */
export interface Shell {
  readonly terminal: Terminal
  /** Variables by name. */
  readonly env: { readonly [name: string]: string | undefined }
  /** The directory that paths are relative to; absolute. */
  readonly cwd: string
  readonly interrupts: Interrupts
}

/** SIGINT and SIGTERM. */
export interface Interrupts {
  /** Calls back at each of them, until what is returned is called; they end the process while nobody listens. */
  listen(listener: () => void): () => void
  /** Ends the process at once. */
  exit(exitCode: number): void
}

/** The process's own. */
export function processShell(): Shell {
  const { stdout, stderr, env } = process
  return { terminal: openTerminal({ stdout, stderr, env }), env, cwd: process.cwd(), interrupts: PROCESS_INTERRUPTS }
}

const PROCESS_INTERRUPTS: Interrupts = {
  listen(listener) {
    process.on('SIGINT', listener).on('SIGTERM', listener)
    return () => {
      process.off('SIGINT', listener).off('SIGTERM', listener)
    }
  },
  exit: (exitCode) => process.exit(exitCode),
}
