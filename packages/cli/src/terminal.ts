import type { Writable } from 'node:stream'
import { styleText } from 'node:util'

/** Styles that this program uses. */
export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'

/** Where the program speaks: what was asked for on stdout, everything else on stderr. */
export interface Terminal {
  /** Results. */
  write(text: string): void
  /** Progress, notes and errors. */
  note(text: string): void
  /** Colours text for stdout where that is a terminal. */
  style(style: Style, text: string): string
  /** Colours text for stderr where that is a terminal. */
  styleNote(style: Style, text: string): string
  /** Columns that a table may take. */
  readonly columns: number
}

const NARROWEST = 40
const ASSUMED_COLUMNS = 80

/** Where text goes: a terminal, a file or a pipe. */
export interface Output extends Pick<Writable, 'write' | 'on' | 'listeners'> {
  readonly isTTY?: boolean
  readonly columns?: number
}

export interface TerminalParameters {
  readonly stdout: Output
  readonly stderr: Output
  readonly env: { readonly [name: string]: string | undefined }
}

/** A terminal on two streams. Nothing is coloured where NO_COLOR or CI is set, or for a pipe. */
export function openTerminal({ stdout, stderr, env }: TerminalParameters): Terminal {
  // A reader that went away (`schemata status | head -1`) is no failure.
  for (const stream of [stdout, stderr]) {
    if (!stream.listeners('error').includes(ignoreClosedPipe)) stream.on('error', ignoreClosedPipe)
  }
  const plain = Boolean(env.NO_COLOR || env.CI || env.TERM === 'dumb')
  const paint = (stream: Output, style: Style, text: string): string =>
    plain || !stream.isTTY ? text : styleText(style, text, { validateStream: false })
  return {
    write: (text) => void stdout.write(`${text}\n`),
    note: (text) => void stderr.write(`${text}\n`),
    style: (style, text) => paint(stdout, style, text),
    styleNote: (style, text) => paint(stderr, style, text),
    columns: Math.max(NARROWEST, stdout.columns || ASSUMED_COLUMNS),
  }
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}
