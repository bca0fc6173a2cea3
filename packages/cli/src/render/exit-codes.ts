import { EXIT_CODES } from '../exit-code.js'

/** The table under `schemata --help`. */
export function renderExitCodes(): string {
  const rows = Object.entries(EXIT_CODES).map(([code, meaning]) => `  ${code.padStart(3)}  ${meaning}`)
  return ['', 'Exit codes:', ...rows, ''].join('\n')
}
