import type { SchemaPackage } from '@schemata/contract'

/** How long the longest chain of requirements below a package is: 0 for one that requires nothing. */
export function requirementDepth(schemaPackage: SchemaPackage): number {
  return 1 + Math.max(-1, ...schemaPackage.requires.map((requirement) => requirementDepth(requirement.package)))
}
