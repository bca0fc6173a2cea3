import type { Instance, Step } from '@schemata/contract'

/**
 * What a step is called where it cannot bear its own version: package, version and name,
 * and the schema first where that is not the package's own. Lower case, safe in a file name.
 */
export function exportedName({ package: { key, schema: own }, schema }: Instance, { version, name }: Step): string {
  const parts = [...(schema === own ? [] : [schema]), key, version, name]
  return parts
    .join('_')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase()
}
