import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

import { MissingBinariesError } from './errors.js'
import { type Major, majorPackages } from './major.js'
import { platformPackage } from './platform-package.js'

const requireFromHere = createRequire(import.meta.url)

/**
 * Finds the installed folder that holds `bin`, `lib` and `share` of a major version.
 *
 * The platform's package belongs to the major's own package, so it is looked up from
 * there: two majors have two packages of the same name.
 *
 * @throws MissingBinariesError when npm left the optional dependency out.
 * @throws UnsupportedPlatformError when there is none for this system.
 */
export function packageFolder(major: Major): string {
  const packageName = platformPackage(process)
  try {
    const parent = requireFromHere.resolve(majorPackages[major])
    const native = join(dirname(createRequire(parent).resolve(packageName)), '..', 'native')
    if (existsSync(join(native, 'bin'))) return native
  } catch (cause) {
    throw new MissingBinariesError({ packageName, major, cause })
  }
  throw new MissingBinariesError({ packageName, major })
}
