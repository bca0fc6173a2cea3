import type { Site } from '@schemata/contract'

import type { Inspection } from '../script-context.js'
import type { ParsedScript, Statement } from '../sql/parse-script.js'
import { location, text, walk } from '../sql/tree.js'
import { parameterNames } from './parameter-names.js'
import { readTokens } from './read-tokens.js'
import { relationQualifiers } from './relation-qualifiers.js'
import { siteCollector } from './site-collector.js'
import type { SiteNames } from './site-names.js'

/** Finds every place of a script where a name stands that a stack may change. */
export function findSites(script: ParsedScript, inspection: Inspection): readonly Site[] {
  const names: SiteNames = {
    schemas: new Set([inspection.schema, ...inspection.requiredSchemas]),
    roles: new Set(inspection.roles),
  }
  const collector = siteCollector(script.source.text, inspection)
  for (const statement of script.statements) {
    const roles = [...roleReferences(statement, script), ...grantedRoles(statement)]
    for (const { name, at } of roles) if (names.roles.has(name)) collector.add('role', name, at)
    readTokens(statement.tokens, {
      names,
      collector,
      inspection,
      origin: (offset) => offset,
      depth: 'statement',
      parameters: parameterNames(statement),
      mistaken: relationQualifiers(statement, script),
    })
  }
  return collector.sites()
}

function roleReferences({ node }: Statement, { source }: ParsedScript): readonly { name: string; at: number }[] {
  const references: { name: string; at: number }[] = []
  walk(node, (below) => {
    if (text(below, 'roletype') !== 'ROLESPEC_CSTRING') return
    const at = source.fromByte(location(below))
    references.push({ name: text(below, 'rolename'), at: source.text[at] === '"' ? at + 1 : at })
  })
  return references
}

/** `GRANT reader TO writer`: the tree gives no place for the first of them. */
function grantedRoles({ kind, tokens }: Statement): readonly { name: string; at: number }[] {
  if (kind !== 'GrantRoleStmt') return []
  const names = tokens.filter((token) => token.kind === 'word' || token.kind === 'quoted')
  return names.map(({ kind: spelling, value, start }) => ({
    name: value,
    at: spelling === 'quoted' ? start + 1 : start,
  }))
}
