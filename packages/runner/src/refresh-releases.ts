import semver from 'semver'

import type { Standing } from './classify.js'
import type { Session } from './sessions.js'

/**
 * Records the release of packages whose steps are all there already: a release that
 * brings no step still counts when ranges are tested.
 */
export async function refreshReleases(work: Session, standings: readonly Standing[]): Promise<void> {
  for (const { instance, target } of standings.filter(bringsNewRelease)) {
    const { package: npm } = instance.package.migrations
    await work.query(REFRESH, [
      instance.package.key,
      instance.schema,
      target?.chain,
      npm.version,
      npm.name,
      instance.package.floor,
    ])
  }
}

/** True when some package has a release to be recorded and no step to go with it. */
export function hasNewRelease(standings: readonly Standing[]): boolean {
  return standings.some(bringsNewRelease)
}

function bringsNewRelease({ instance, target, pending }: Standing): boolean {
  if (!target || pending.length > 0) return false
  return target.version === null || semver.gt(instance.package.migrations.package.version, target.version)
}

const REFRESH = `
  UPDATE schemata.target
  SET version = $4, npm_name = $5, floor = $6, updated_at = clock_timestamp()
  WHERE package_key = $1 AND schema_name = $2 AND chain_digest = $3
`
