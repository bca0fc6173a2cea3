import type { Token } from '../sql/tokens.js'
import { statementStart } from './statement-start.js'

const ROLE_STATEMENTS = new Set(['grant', 'revoke', 'alter', 'create', 'drop', 'set', 'reset', 'reassign'])
const BEFORE_ROLE = new Set(['to', 'role', 'user', 'group', 'by', 'authorization', 'grant', 'revoke'])

/** True where a body's statement names a role: `GRANT … TO app`, `OWNER TO app`, `CREATE ROLE app`. */
export function isRolePosition(tokens: readonly Token[], index: number): boolean {
  const first = tokens[statementStart(tokens, index)]?.value ?? ''
  if (!ROLE_STATEMENTS.has(first) || tokens[index + 1]?.text === '.') return false
  const before = tokens[index - 1]
  if (before?.text === ',') return first === 'grant' || first === 'revoke' || first === 'create'
  if (before?.kind !== 'word') return false
  return BEFORE_ROLE.has(before.value) || (before.value === 'from' && first === 'revoke')
}
