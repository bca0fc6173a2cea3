import type { Check } from '../doctor/check.js'
import type { Style, Terminal } from '../terminal.js'
import { renderTable } from './table.js'

const STYLES: { readonly [state in Check['state']]: Style } = { ok: 'green', warning: 'yellow', failed: 'red' }

/** One line a check. */
export function renderChecks(checks: readonly Check[], terminal: Terminal): string {
  const rows = checks.map(({ name, state, found }) => [name, terminal.style(STYLES[state], state), found])
  return renderTable(['check', 'state', 'found'], rows, terminal)
}
