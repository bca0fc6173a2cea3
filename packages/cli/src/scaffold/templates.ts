import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

import type { PackageNames } from './package-names.js'

/** Beside `dist` and `src`. */
const TEMPLATES = join(
  typeof __dirname === 'string' ? __dirname : dirname(fileURLToPath(import.meta.url)),
  '../templates',
)

/** Behind files that npm, biome or a bundler would take for ours. */
const SUFFIX = /\.template$/

/** The files of a template by path, with forward slashes, under the names of a package. */
export async function readTemplate(template: string, names: PackageNames): Promise<Map<string, string>> {
  const root = join(TEMPLATES, template)
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const texts = await Promise.all(
    files.sort().map(async (file): Promise<[string, string]> => {
      const path = file.slice(root.length + 1).replaceAll(sep, '/')
      return [path.replace(SUFFIX, ''), withNames(await readFile(file, 'utf8'), names)]
    }),
  )
  return new Map(texts)
}

/** Templates are a package called `@schemata/new-package`. */
function withNames(text: string, { npmName, key, schema, constant, prefix }: PackageNames): string {
  return text
    .replaceAll('@schemata/new-package', npmName)
    .replaceAll('new-package', key)
    .replaceAll('new_package', schema)
    .replaceAll('newPackage', constant)
    .replaceAll('NEW_PACKAGE', prefix)
}
