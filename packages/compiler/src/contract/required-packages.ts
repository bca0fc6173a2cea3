import type { SchemaPackage } from '@schemata/contract'

import { RequirementNotBuiltError } from '../errors/contract-errors.js'

/**
 * A package after all that it requires, directly or not, each once.
 *
 * Where one of them is compiled in the same run, that one is taken instead of what
 * was built of it before.
 *
 * @throws RequirementNotBuiltError
 */
export function withRequirements(
  manifest: SchemaPackage,
  compiled: ReadonlyMap<string, SchemaPackage>,
): readonly SchemaPackage[] {
  const found = new Map<string, SchemaPackage>()
  const collect = (schemaPackage: SchemaPackage): void => {
    if (found.has(schemaPackage.key)) return
    for (const { package: required } of schemaPackage.requires) {
      const present = compiled.get(required.key) ?? required
      if (present.migrations.steps.length === 0) {
        throw new RequirementNotBuiltError({ packageKey: schemaPackage.key, requirement: required.key })
      }
      collect(present)
    }
    found.set(schemaPackage.key, schemaPackage)
  }
  collect(manifest)
  return [...found.values()]
}
