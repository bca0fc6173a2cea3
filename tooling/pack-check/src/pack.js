import { join } from 'node:path'

import { run } from './run.js'

/**
 * Packs a package as publishing would: `workspace:` and `catalog:` become versions.
 *
 * @returns {Promise<string>} the tarball
 */
export async function pack({ directory, name, manifest }, destination) {
  const { exitCode, stdout, stderr } = await run('pnpm', ['pack', '--pack-destination', destination], {
    cwd: directory,
  })
  if (exitCode !== 0) throw new Error(`${name} cannot be packed: ${stderr || stdout}`)
  return join(destination, `${name.replace('@', '').replace('/', '-')}-${manifest.version}.tgz`)
}
