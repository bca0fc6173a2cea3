import { execFile } from 'node:child_process'
import { access, mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const HOME = fileURLToPath(new URL('../../node_modules/.peers/', import.meta.url))
const NODE = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
const PACKAGES = ['graphile-worker@0.18.0', 'pg-boss@12.35.0', 'pg@8.23.1', `${NODE}@22.23.3`]

/**
 * Installs the peers, and a Node that is new enough for them, beside this package: the
 * workspace itself must install on Node 20, which they refuse. No install script runs;
 * the binary is in its package.
 */
export async function installPeers() {
  const node = `${HOME}node_modules/${NODE}/bin/node`
  const there = await access(node).then(
    () => true,
    () => false,
  )
  if (!there) {
    await mkdir(HOME, { recursive: true })
    await writeFile(`${HOME}package.json`, '{ "private": true }')
    await promisify(execFile)('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...PACKAGES], {
      cwd: HOME,
    })
  }
  return { node, home: HOME }
}
