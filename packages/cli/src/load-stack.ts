import { lstatSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { SchemaError, type Stack } from '@schemata/contract'

import { ConfigInvalidError } from './errors.js'
import { findConfig } from './find-config.js'
import type { ConfigOptions } from './options.js'
import type { Shell } from './shell.js'

/** A stack and the file it was loaded from. */
export interface LoadedStack {
  readonly stack: Stack
  readonly file: string
}

/**
 * Loads the stack that the configuration file exports, as default or as `stack`.
 *
 * TypeScript is transformed; whatever Node.js can import itself is imported by Node.js,
 * so that the packages of the stack exist once in the process.
 *
 * @throws ConfigMissingError, ConfigInvalidError, or the SchemaError thrown while loading.
 */
export async function loadStack({ config }: ConfigOptions, shell: Pick<Shell, 'cwd'>): Promise<LoadedStack> {
  const file = findConfig(config, shell)
  const shown = relative(shell.cwd, file)
  const exported = await importConfig(file, shown)
  const candidates = [exported, read(exported, 'default'), read(exported, 'stack')]
  const stack = candidates.find(isStack)
  if (!stack) {
    const hint = 'Export the result of defineStack, as default or as `stack`.'
    throw new ConfigInvalidError({ file: shown, found: 'exports no stack', hint })
  }
  return { stack, file }
}

async function importConfig(file: string, shown: string): Promise<unknown> {
  const { createJiti } = await import('jiti')
  const jiti = createJiti(file, { tryNative: true, fsCache: cacheDirectory(file) ?? false, interopDefault: false })
  try {
    return await jiti.import(file)
  } catch (error) {
    if (SchemaError.is(error)) throw error
    const hint = 'Install what it imports; packages of this workspace must be built first.'
    throw new ConfigInvalidError({ file: shown, found: `cannot be loaded: ${reasonOf(error)}`, hint, cause: error })
  }
}

/**
 * Where transformed files are kept until they change: among the packages that the
 * application runs anyway, and nowhere that others may write to.
 */
function cacheDirectory(file: string): string | undefined {
  for (let directory = dirname(file); directory !== dirname(directory); directory = dirname(directory)) {
    const modules = lstatSync(join(directory, 'node_modules'), { throwIfNoEntry: false })
    // A link leads to the packages of somebody else.
    if (modules) return modules.isDirectory() ? join(directory, 'node_modules/.cache/schemata') : undefined
  }
  return undefined
}

/** In one line, without the list of files that led there. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const [reason = ''] = message.split('\nRequire stack:')
  return reason.replaceAll(/\s+/g, ' ').trim().replace(/\.$/, '')
}

function read(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}

/** Enough to tell a stack from anything else; what is in it was checked by defineStack. */
function isStack(value: unknown): value is Stack {
  const instances = read(value, 'instances')
  return (
    Array.isArray(instances) &&
    typeof read(value, 'roles') === 'object' &&
    instances.every((instance) => typeof read(read(instance, 'package'), 'key') === 'string')
  )
}
