import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The packages that are published, in alphabetical order. */
export async function findPackages(root) {
  const folders = await readdir(join(root, 'packages'))
  const packages = await Promise.all(folders.sort().map((folder) => readPackage(join(root, 'packages', folder))))
  return packages.filter((found) => found !== undefined && found.manifest.private !== true)
}

async function readPackage(directory) {
  const text = await readFile(join(directory, 'package.json'), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const manifest = JSON.parse(text)
  return { directory, name: manifest.name, manifest }
}

/** The sub-paths that hold code, as a user writes them, and the formats they come in. */
export function entriesOf({ name, manifest }) {
  return Object.entries(manifest.exports ?? {})
    .filter(([path, target]) => !path.endsWith('.json') && typeof target === 'object')
    .map(([path, target]) => ({
      specifier: join(name, path),
      formats: 'require' in target ? ['import', 'require'] : ['import'],
    }))
}

/** True for a package that brings a schema. */
export function isSchemaPackage({ manifest }) {
  return './schema' in (manifest.exports ?? {})
}
