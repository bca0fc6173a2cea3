import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import parseChangeset from '@changesets/parse'
import { type Bump, greatestBump } from '@schemata/compiler'
import { diff, gt } from 'semver'

import { ReleaseUnreadableError } from '../errors.js'

/** What the next release says it is: by the version that is written already, or by pending changesets. */
export async function claimedBump(released: { version: string }, present: Claimant): Promise<Bump> {
  return greatestBump([bumpBetween(released.version, present.version), ...(await pendingBumps(present))])
}

interface Claimant {
  readonly name: string
  readonly version: string
  readonly directory: string
}

function bumpBetween(before: string, after: string): Bump {
  if (!gt(after, before)) return 'none'
  const difference = diff(before, after)
  if (difference === 'major' || difference === 'premajor') return 'major'
  return difference === 'minor' || difference === 'preminor' ? 'minor' : 'patch'
}

/** What the changesets of the workspace around a package say of it. */
async function pendingBumps({ name, directory }: Claimant): Promise<readonly Bump[]> {
  const folder = findChangesets(directory)
  if (folder === undefined) return []
  const files = (await readdir(folder)).filter((file) => file.endsWith('.md') && file !== 'README.md')
  const changesets = await Promise.all(files.map((file) => readChangeset(join(folder, file))))
  return changesets.flatMap(({ releases }) =>
    releases.filter((release) => release.name === name).map(({ type }) => type),
  )
}

/** The nearest `.changeset` upwards. */
function findChangesets(start: string): string | undefined {
  const folder = join(start, '.changeset')
  if (existsSync(folder)) return folder
  return dirname(start) === start ? undefined : findChangesets(dirname(start))
}

async function readChangeset(file: string): Promise<ReturnType<typeof parseChangeset>> {
  const text = await readFile(file, 'utf8')
  try {
    return parseChangeset(text)
  } catch (cause) {
    throw new ReleaseUnreadableError({ where: file, found: 'a changeset that cannot be read', cause })
  }
}
