import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Where a new package goes, and which of the templates it is made of. */
export interface PackageHome {
  /** Its folder is made in here. */
  readonly parent: string
  readonly flavour: 'workspace' | 'standalone'
  /** Put before a name without one; null for none. */
  readonly scope: string | null
}

/**
 * In the workspace that holds the contract package, beside it and with its tooling; with
 * published versions and a configuration of its own everywhere else.
 */
export function findHome(start: string): PackageHome {
  for (let directory = start; ; directory = dirname(directory)) {
    const isOurs =
      existsSync(join(directory, 'pnpm-workspace.yaml')) && existsSync(join(directory, 'packages/contract'))
    if (isOurs) return { parent: join(directory, 'packages'), flavour: 'workspace', scope: '@schemata' }
    if (directory === dirname(directory)) return { parent: start, flavour: 'standalone', scope: null }
  }
}
