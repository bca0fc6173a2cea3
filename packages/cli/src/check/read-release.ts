import { type Order, readOrder } from '@schemata/compiler'
import type { CatalogContract } from '@schemata/contract'
import { valid } from 'semver'

import { ReleaseUnreadableError } from '../errors.js'
import type { ReadFile, ReleaseFile } from './release-files.js'

/** What a release said of itself. */
export interface Release {
  readonly name: string
  readonly version: string
  /** Name → range; optional ones are left out. */
  readonly peers: Readonly<Record<string, string>>
  readonly contract: CatalogContract
  readonly order: Order
}

/**
 * Reads a release.
 *
 * @param where What to call it in messages.
 * @throws ReleaseUnreadableError when a file is missing or is not what it should be.
 */
export async function readRelease(read: ReadFile, where: string): Promise<Release> {
  const text = async (file: ReleaseFile): Promise<string> => {
    const found = await read(file)
    if (found === undefined) throw new ReleaseUnreadableError({ where, found: `no ${file}` })
    return found
  }
  const { name, version, peers } = readPackage(await text('package.json'), where)
  const contract = parse(await text('catalog.json'))
  if (!isContract(contract)) {
    throw new ReleaseUnreadableError({ where, found: 'a catalog.json that is no catalog contract of format 1' })
  }
  const report = (cause: Error): never => {
    throw new ReleaseUnreadableError({ where, found: 'an ORDER that cannot be read', cause })
  }
  return {
    name,
    version,
    peers,
    contract,
    order: readOrder(await text('migrations/ORDER'), { packageKey: name, report }),
  }
}

function readPackage(text: string, where: string): Pick<Release, 'name' | 'version' | 'peers'> {
  const content = {
    name: undefined,
    version: undefined,
    peerDependencies: {},
    peerDependenciesMeta: {},
    ...asObject(parse(text)),
  }
  const { name, version } = content
  if (typeof name !== 'string' || typeof version !== 'string' || !valid(version)) {
    throw new ReleaseUnreadableError({ where, found: 'a package.json without name and version' })
  }
  const ranges = Object.entries(asObject(content.peerDependencies)).filter(
    ([peer]) => !isOptional(Reflect.get(asObject(content.peerDependenciesMeta), peer)),
  )
  const peers = Object.fromEntries(ranges.map(([peer, range]) => [peer, String(range)]))
  return { name, version, peers }
}

function isOptional(meta: unknown): boolean {
  return Reflect.get(asObject(meta), 'optional') === true
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}

function isContract(value: unknown): value is CatalogContract {
  if (typeof value !== 'object' || value === null) return false
  return 'format' in value && value.format === 1 && 'objects' in value && Array.isArray(value.objects)
}
