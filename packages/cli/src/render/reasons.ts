import type { Reason } from '../check/judge-release.js'
import type { Style, Terminal } from '../terminal.js'

const STYLES: { readonly [bump: string]: Style } = { major: 'red', minor: 'yellow', patch: 'green' }

/** One line a reason, with what it needs before it; empty when there is none. */
export function renderReasons(reasons: readonly Reason[], { style }: Terminal): string {
  return reasons.map(({ bump, reason }) => `\n  ${style(STYLES[bump] ?? 'green', bump)}  ${reason}`).join('')
}
