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

/** The process's own terminal. Nothing is coloured where NO_COLOR or CI is set, or for a pipe. */
export function processTerminal(): Terminal {
  // A reader that went away (`schemata status | head -1`) is no failure.
  for (const stream of [process.stdout, process.stderr]) {
    if (!stream.listeners('error').includes(ignoreClosedPipe)) stream.on('error', ignoreClosedPipe)
  }
  return {
    write: (text) => void process.stdout.write(`${text}\n`),
    note: (text) => void process.stderr.write(`${text}\n`),
    style: (style, text) => paint(process.stdout, style, text),
    styleNote: (style, text) => paint(process.stderr, style, text),
    columns: Math.max(NARROWEST, process.stdout.columns || ASSUMED_COLUMNS),
  }
}

function paint(stream: NodeJS.WriteStream, style: Style, text: string): string {
  const { NO_COLOR, CI, TERM } = process.env
  if (!stream.isTTY || NO_COLOR || CI || TERM === 'dumb') return text
  return styleText(style, text, { validateStream: false })
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}
