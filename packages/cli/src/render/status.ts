import type { PackageStatus } from '@schemata/runner'

import type { Style, Terminal } from '../terminal.js'
import { renderTable } from './table.js'

const STYLES: { readonly [state in PackageStatus['state']]: Style } = {
  current: 'green',
  provided: 'green',
  ahead: 'cyan',
  fresh: 'yellow',
  behind: 'yellow',
  recovering: 'yellow',
  diverged: 'red',
  damaged: 'red',
  drifted: 'red',
}

/** One line a package: where it stands. */
export function renderStatus(packages: readonly PackageStatus[], terminal: Terminal): string {
  if (packages.length === 0) return 'The stack holds no package.'
  const rows = packages.map((status) => [
    status.key,
    status.version,
    status.schema,
    terminal.style(STYLES[status.state], status.state),
    `${status.applied}/${status.applied + status.pending}`,
    status.head ?? '-',
  ])
  return renderTable(['package', 'version', 'schema', 'state', 'steps', 'head'], rows, terminal)
}
