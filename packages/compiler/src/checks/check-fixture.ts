import type { FixturePolicy } from '@schemata/contract'

import { FixturePolicyError, FixtureStatementError } from '../errors/fixture-errors.js'
import type { Inspection } from '../script-context.js'
import type { ParsedScript, Statement } from '../sql/parse-script.js'
import { child, list, type TreeNode, text } from '../sql/tree.js'

/**
 * Holds a fixture to what the manifest says of its tables: an upsert of each, which
 * inserts key, owned and initial columns and sets exactly the owned ones again. So no
 * row that an operator has changed is ever overwritten without the manifest saying so.
 */
export function checkFixture(script: ParsedScript, policies: readonly FixturePolicy[], inspection: Inspection): void {
  for (const statement of script.statements) {
    if (statement.kind === 'InsertStmt') checkInsert(statement, policies, inspection)
    else
      inspection.report(
        new FixtureStatementError({ place: inspection.place(statement.start), statement: statement.kind }),
      )
  }
}

function checkInsert({ node, start }: Statement, policies: readonly FixturePolicy[], inspection: Inspection): void {
  const table = text(child(node, 'relation'), 'relname')
  const policy = policies.find((candidate) => candidate.table === table)
  const fault = policy ? faultOf(node, policy) : NO_POLICY(table)
  if (fault) inspection.report(new FixturePolicyError({ place: inspection.place(start), table, ...fault }))
}

interface Fault {
  readonly found: string
  readonly expected: string
}

const NO_POLICY = (table: string): Fault => ({
  found: 'no policy in the manifest',
  expected: `\`{ table: '${table}', key, owned, initial }\` among its fixtures`,
})

function faultOf(insert: TreeNode, { key, owned = [], initial = [] }: FixturePolicy): Fault | undefined {
  const inserted = targets(list(insert, 'cols'))
  const all = [...key, ...owned, ...initial]
  // An owned column may be left to its default when the row is new: `updated_at`.
  const isWhole = [...key, ...initial].every((name) => inserted.includes(name))
  if (!isWhole || !inserted.every((name) => all.includes(name))) {
    return { found: `${named(inserted)} inserted`, expected: `${named(all)}: key, owned and initial` }
  }
  const conflict = child(insert, 'onConflictClause')
  const inferred = list(child(conflict ?? {}, 'infer') ?? {}, 'indexElems')
  const recognised = inferred.map((element) => text(child(element, 'IndexElem'), 'name'))
  if (!conflict || !same(recognised, key)) {
    return {
      found: conflict ? `ON CONFLICT (${recognised.join(', ')})` : 'no ON CONFLICT',
      expected: `ON CONFLICT (${key.join(', ')})`,
    }
  }
  const updated = targets(list(conflict, 'targetList'))
  if (same(updated, owned)) return undefined
  return { found: `${named(updated)} set again`, expected: `${named(owned)}: the owned columns and no others` }
}

function targets(nodes: readonly TreeNode[]): readonly string[] {
  return nodes.map((node) => text(child(node, 'ResTarget'), 'name'))
}

function same(found: readonly string[], expected: readonly string[]): boolean {
  return found.length === expected.length && expected.every((name) => found.includes(name))
}

function named(columns: readonly string[]): string {
  return columns.length === 0 ? 'nothing' : columns.join(', ')
}
