import type { SchemaPackage } from '@schemata/contract'

/** What a package requires, and what that requires in turn: each once, what is required before what requires it. */
export function requiredPackages({ requires }: SchemaPackage): readonly SchemaPackage[] {
  return [...new Set(requires.flatMap(({ package: required }) => [...requiredPackages(required), required]))]
}
