import { isSchemaName } from '@schemata/contract'

import { PackageNameError } from '../errors.js'

/** All that a package is called. */
export interface PackageNames {
  /** `@acme/bird-house` */
  readonly npmName: string
  /** `bird-house` */
  readonly key: string
  /** `bird_house` */
  readonly schema: string
  /** `birdHouse` */
  readonly constant: string
  /** `BIRD_HOUSE` */
  readonly prefix: string
}

/** The template's table, which a schema must not be called like, and what belongs to others. */
const TAKEN = ['examples', 'public', 'schemata', 'information-schema']

/**
 * What a new package is called in SQL, in TypeScript and on npm.
 *
 * @param name A key, or a key behind an npm scope.
 * @throws PackageNameError
 */
export function packageNames(name: string, { scope }: { scope: string | null }): PackageNames {
  const [, given, key] = /^(?:(@[a-z0-9][a-z0-9._-]*)\/)?([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/.exec(name) ?? []
  if (key === undefined) {
    throw new PackageNameError({ name, reason: 'lower-case words joined by hyphens are expected, as in `bird-house`' })
  }
  const schema = key.replaceAll('-', '_')
  if (TAKEN.includes(key) || schema.startsWith('pg_'))
    throw new PackageNameError({ name, reason: 'that name is taken' })
  const constant = key.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  if (RESERVED.has(constant)) throw new PackageNameError({ name, reason: 'that is a word of TypeScript' })
  if (!isSchemaName(schema)) throw new PackageNameError({ name, reason: 'it is longer than 63 characters' })
  const npmScope = given ?? scope
  return {
    npmName: npmScope === null ? key : `${npmScope}/${key}`,
    key,
    schema,
    constant,
    prefix: schema.toUpperCase(),
  }
}

/** Words that cannot name a constant, and names that the template uses itself. */
const RESERVED = new Set([
  ...'break case catch class const continue debugger default delete do else enum export extends false finally'.split(
    ' ',
  ),
  ...'for function if implements import in instanceof interface let new null package private protected'.split(' '),
  ...'return static super switch this throw true try typeof var void while with yield await'.split(' '),
  ...'migrations test expect'.split(' '),
])
