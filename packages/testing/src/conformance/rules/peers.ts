import { createRequire } from 'node:module'
import { join } from 'node:path'

import type { PackageFolder } from '../package-folder.js'
import type { Offender, Rule } from '../rule.js'

export const peers: Rule = {
  name: 'peers',
  title: 'requires in its manifest what package.json names as peers',
  remedy: 'State the same packages with the same ranges in `requires` and in `peerDependencies`.',
  check: ({ package: { requires }, folder }) => {
    if (!folder) return []
    const { peerDependencies } = folder.packageJson
    const required = new Map(requires.map(({ package: { migrations }, range }) => [migrations.package.name, range]))
    return [
      ...[...required].flatMap(([name, range]) => faultOf(name, range, peerDependencies[name])),
      ...Object.keys(peerDependencies)
        .filter((name) => !required.has(name) && isSchemaPackage(name, folder))
        .map((name) => ({ object: name, fault: 'is a peer and a schema package, and is not in `requires`' })),
    ]
  },
}

function faultOf(name: string, range: string, peer: string | undefined): readonly Offender[] {
  if (peer === range) return []
  const found = peer === undefined ? 'is no peer' : `is a peer of range \`${peer}\``
  return [{ object: name, fault: `is required as \`${range}\`, and ${found}` }]
}

/** Only schema packages have an entry for their manifest. */
function isSchemaPackage(name: string, { directory }: PackageFolder): boolean {
  try {
    createRequire(join(directory, 'package.json')).resolve(`${name}/schema`)
    return true
  } catch {
    return false
  }
}
