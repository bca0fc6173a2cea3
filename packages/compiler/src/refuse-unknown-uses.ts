import type { SchemaPackage } from '@schemata/contract'

import { BuildRefusedError } from './errors/package-errors.js'
import { UnknownUseError } from './errors/package-use-errors.js'

/**
 * Refuses names in `uses` that are none of the required package's contract; where that
 * was never written, nothing can be said.
 *
 * @throws BuildRefusedError
 */
export function refuseUnknownUses({ key, requires }: SchemaPackage): void {
  const problems = requires.flatMap(({ package: required, uses = [] }) => {
    const known = required.migrations.contract?.objects.map(({ name }) => name)
    if (known === undefined) return []
    const place = { package: key, file: 'src/schema.ts' }
    const unknown = uses.filter((name) => !known.includes(name))
    return unknown.map((name) => new UnknownUseError({ place, name, required: required.key, known }))
  })
  if (problems.length > 0) throw new BuildRefusedError({ packageKey: key, problems })
}
