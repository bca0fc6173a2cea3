import type { Site, Step } from '@schemata/contract'

import type { BuildError } from '../errors/build-error.js'
import { UndeclaredUseError } from '../errors/package-use-errors.js'
import type { PackageFacts, RequiredPackage } from '../package-facts.js'
import { sourceText } from '../sql/source-text.js'

/**
 * Where a manifest says what it uses of a required package, every relation, type and
 * function of it that the steps name must be among that: else a host that provides the
 * package would be found fit and the step would fail on it. Columns cannot be told from
 * the text; they are the author's to list.
 */
export function checkUses(
  steps: readonly Step[],
  { key, requires = [] }: PackageFacts,
  report: (problem: BuildError) => void,
): void {
  for (const { schema, uses } of requires) {
    if (uses === undefined) continue
    const declared = new Set(uses.map((name) => /^[^.(]+/.exec(name)?.[0] ?? name))
    for (const { file, up } of steps) {
      const source = sourceText(up.sql)
      for (const { site, name } of namesOf(schema, up)) {
        if (declared.has(name)) continue
        const place = { package: key, file, ...source.position(site.at) }
        report(new UndeclaredUseError({ place, name: `${schema}.${name}` }))
      }
    }
  }
}

/** What follows a schema's name and a dot. */
function namesOf(
  schema: RequiredPackage['schema'],
  { sql, sites }: Step['up'],
): readonly { site: Site; name: string }[] {
  return sites.flatMap((site) => {
    if (site.kind !== 'schema' || site.name !== schema) return []
    const name = /^\s*\.\s*"?(\w+)/.exec(sql.slice(site.at + site.name.length))?.[1]
    return name === undefined ? [] : [{ site, name }]
  })
}
