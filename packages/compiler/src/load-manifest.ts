import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { type SchemaPackage, stepId } from '@schemata/contract'

import { ManifestUnreadableError } from './errors/package-errors.js'
import { importModule } from './import-module.js'
import type { PackageFacts } from './package-facts.js'
import { readIfThere } from './read-package-files.js'
import { renderMigrations } from './render-migrations.js'

export const GENERATED = 'src/generated/migrations.ts'

/**
 * Loads src/schema.ts and returns the one schema package that it exports.
 *
 * Before the first build, the generated file that it imports is not there: an empty
 * one takes its place meanwhile.
 */
export async function loadManifestOrEmpty(
  directory: string,
  identity: { name: string; version: string },
): Promise<SchemaPackage> {
  const file = join(directory, GENERATED)
  if ((await readIfThere(file)) !== undefined) return loadManifest(directory)
  const { name, version } = identity
  const empty = { format: 1, package: { name, version }, steps: [], fixtures: [], contract: null } as const
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, renderMigrations(empty))
  try {
    return await loadManifest(directory)
  } finally {
    await rm(file, { force: true })
  }
}

async function loadManifest(directory: string): Promise<SchemaPackage> {
  const file = join(directory, 'src/schema.ts')
  const exported = await importModule(directory, 'src/schema.ts', 'a manifest')
  const packages = [...new Set(Object.values(exported).filter(isSchemaPackage))]
  const [manifest] = packages
  if (manifest === undefined || packages.length > 1) {
    const found = packages.length === 0 ? 'no schema package' : `${packages.length} schema packages`
    throw new ManifestUnreadableError({ file, found, expected: 'one export made by defineSchema' })
  }
  return manifest
}

/** What compiling needs of a manifest. */
export function factsOf(
  { key, schema, relocatable, requires, roles, fixtures }: SchemaPackage,
  { name, version }: { name: string; version: string },
): PackageFacts {
  return {
    key,
    schema,
    npmName: name,
    version,
    relocatable,
    roles,
    fixtures,
    requires: requires.map(({ package: required, uses }) => {
      const steps = required.migrations.steps.map(stepId)
      return { key: required.key, schema: required.schema, ...(steps.length > 0 && { steps }), ...(uses && { uses }) }
    }),
  }
}

function isSchemaPackage(value: unknown): value is SchemaPackage {
  if (typeof value !== 'object' || value === null) return false
  return 'key' in value && 'schema' in value && 'migrations' in value && 'requires' in value
}
