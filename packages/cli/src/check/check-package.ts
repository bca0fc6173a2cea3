import { relative } from 'node:path'
import { buildPackage } from '@schemata/compiler'

import { renderReasons } from '../render/reasons.js'
import type { Report } from '../report.js'
import { reportThrown } from '../report-thrown.js'
import type { Shell } from '../shell.js'
import { claimedBump } from './claimed-bump.js'
import { fromDirectory } from './from-directory.js'
import { type Judgement, judgeRelease } from './judge-release.js'
import { openRelease } from './open-release.js'
import { readRelease } from './read-release.js'

/**
 * Compares a package with its last release: what the next one needs, and whether that is
 * what it claims. Needs no database; catalog.json is taken as it is.
 *
 * @throws UsageError, ReleaseUnreadableError, and BuildRefusedError for files that were not built.
 */
export async function checkPackage(
  { directory, against }: { directory: string; against: string },
  { terminal, cwd }: Shell,
): Promise<Report> {
  const released = await readRelease(await openRelease(against, { directory, cwd }), against)
  // ORDER must say what the files say, before it can be compared.
  const { key } = await buildPackage({ directory, check: true })
  const present = await readRelease(fromDirectory(directory), relative(cwd, directory) || '.')
  const { name, version } = present
  const claimed = await claimedBump(released, { name, version, directory })
  const judgement = await judgeRelease(released, present, { packageKey: key, name, claimed })
  const { required, reasons, errors } = judgement
  return {
    data: { package: name, released: released.version, claimed, required, reasons },
    text: `${conclusion(judgement, { name, claimed, version: released.version })}${renderReasons(reasons, terminal)}`,
    errors: errors.flatMap(reportThrown),
  }
}

function conclusion(
  { required, errors }: Judgement,
  { name, claimed, version }: { name: string; claimed: string; version: string },
): string {
  if (required === 'none') {
    const found = errors.length === 0 ? 'nothing changed' : 'released steps were changed'
    return `${name}: ${found} since ${version}.`
  }
  const verdict = errors.length === 0 ? 'which is enough' : 'which is refused'
  return `${name}: needs ${required} after ${version}, claims ${claimed}, ${verdict}.`
}
