import { ForbiddenStatementError, TransactionControlError } from '../errors/sql-errors.js'
import type { Inspection } from '../script-context.js'
import { statementStart } from '../sites/statement-start.js'
import type { Statement } from '../sql/parse-script.js'
import { readString } from '../sql/string-literal.js'
import { tokenize } from '../sql/tokens.js'
import { child, type TreeNode, text } from '../sql/tree.js'

interface Refusal {
  readonly statement: string
  readonly reason: string
  readonly hint: string
}

/** Refuses what no step may hold, whatever else stands around it. */
export function checkForbidden(statements: readonly Statement[], inspection: Inspection): void {
  for (const statement of statements) {
    const { kind, node, start } = statement
    if (kind === 'DoStmt') checkBlock(statement, inspection)
    const place = inspection.place(start)
    if (kind === 'TransactionStmt') {
      const found = text(node, 'kind').replace('TRANS_STMT_', '').replaceAll('_', ' ')
      inspection.report(new TransactionControlError({ place, statement: found }))
    }
    const refusal = refusalOf(kind, node)
    if (refusal) inspection.report(new ForbiddenStatementError({ place, ...refusal }))
  }
}

/** COMMIT in a DO block passes the parser and fails when it runs. */
function checkBlock({ tokens }: Statement, inspection: Inspection): void {
  for (const token of tokens.filter(({ kind }) => kind === 'string')) {
    const literal = readString(token.text, token.start)
    const code = tokenize(literal.content)?.filter(({ kind }) => kind !== 'comment') ?? []
    for (const [index, { value, start }] of code.entries()) {
      if ((value !== 'commit' && value !== 'rollback') || statementStart(code, index) !== index) continue
      const place = inspection.place(literal.origin(start))
      inspection.report(new TransactionControlError({ place, statement: value.toUpperCase() }))
    }
  }
}

function refusalOf(kind: string, node: TreeNode): Refusal | undefined {
  const whole = WHOLE_KINDS[kind]
  if (whole) return whole
  if (kind === 'VariableSetStmt') return session(node)
  if (kind === 'DropStmt' && text(node, 'removeType') === 'OBJECT_EXTENSION') return EXTENSION('DROP EXTENSION')
  if (kind === 'CopyStmt' && node.filename === undefined) return copy(node)
  return undefined
}

const SERVER = (statement: string): Refusal => ({
  statement,
  reason: 'it belongs to the whole server, not to one schema',
  hint: 'Leave it to whoever runs the server.',
})
const ROLE = (statement: string): Refusal => ({
  statement,
  reason: 'roles belong to the whole server and are bound by the stack',
  hint: 'Name the role in `roles` of src/schema.ts; it is created before the steps where it is absent.',
})
const EXTENSION = (statement: string): Refusal => ({
  statement,
  reason: 'an extension belongs to the whole database',
  hint: 'State in the README that it is needed, or use what PostgreSQL has built in, such as gen_random_uuid().',
})
const SESSION = (statement: string): Refusal => ({
  statement,
  reason: "it changes the session that is the runner's",
  hint: 'Qualify the names instead; a function takes settings of its own with CREATE FUNCTION … SET.',
})

const WHOLE_KINDS: { readonly [kind: string]: Refusal } = {
  CreateExtensionStmt: EXTENSION('CREATE EXTENSION'),
  CreateRoleStmt: ROLE('CREATE ROLE'),
  AlterRoleStmt: ROLE('ALTER ROLE'),
  DropRoleStmt: ROLE('DROP ROLE'),
  CreatedbStmt: SERVER('CREATE DATABASE'),
  DropdbStmt: SERVER('DROP DATABASE'),
  CreateTableSpaceStmt: SERVER('CREATE TABLESPACE'),
  DropTableSpaceStmt: SERVER('DROP TABLESPACE'),
  DiscardStmt: SESSION('DISCARD'),
}

function session(node: TreeNode): Refusal {
  const reset = text(node, 'kind').startsWith('VAR_RESET')
  const name = text(node, 'name').toUpperCase()
  return SESSION([reset ? 'RESET' : node.is_local === true ? 'SET LOCAL' : 'SET', name || 'ALL'].join(' '))
}

function copy(node: TreeNode): Refusal | undefined {
  if (child(node, 'query') === undefined && child(node, 'relation') === undefined) return undefined
  return {
    statement: node.is_from === true ? 'COPY … FROM STDIN' : 'COPY … TO STDOUT',
    reason: 'a step has no data stream',
    hint: 'Write the rows as INSERT.',
  }
}
