import { SchemaNamedAsTableError, UnqualifiedNameError } from '../errors/sql-errors.js'
import type { Inspection } from '../script-context.js'
import type { ParsedScript, Statement } from '../sql/parse-script.js'
import { location, text } from '../sql/tree.js'
import { bareNames } from './bare-names.js'
import { createdRelation } from './owned-names.js'

/** Refuses names whose meaning would depend on the search_path, and relations called like their schema. */
export function checkNames(script: ParsedScript, inspection: Inspection): void {
  const temporary = new Set<string>()
  for (const statement of script.statements) {
    const created = createdRelation(statement.kind, statement.node)
    if (created && text(created, 'relpersistence') === 't') temporary.add(text(created, 'relname'))
    if (created && text(created, 'relname') === inspection.schema) {
      const place = inspection.place(script.source.fromByte(location(created)))
      inspection.report(new SchemaNamedAsTableError({ place, schema: inspection.schema }))
    }
    for (const { what, name, byte } of bareNames(statement, inspection.owned, temporary)) {
      const offset = byte === undefined ? offsetOf(statement, name) : script.source.fromByte(byte)
      const place = inspection.place(offset)
      inspection.report(new UnqualifiedNameError({ place, what, name, schema: inspection.schema }))
    }
  }
}

/** Where a name stands that the tree gives no place for: its first occurrence without a qualifier. */
function offsetOf({ tokens, start }: Statement, name: string): number {
  const first = name.split('.')[0]
  const token = tokens.find(({ kind, value }, index) => {
    return (kind === 'word' || kind === 'quoted') && value === first && tokens[index - 1]?.text !== '.'
  })
  return token?.start ?? start
}
