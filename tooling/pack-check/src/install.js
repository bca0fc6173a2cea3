import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { run } from './run.js'

/**
 * Installs tarballs in an empty project, with the third-party versions that the workspace
 * pins, from the local store as far as that has them.
 *
 * @param {{ root: string, directory: string, tarballs: Record<string, string> }} parameters
 */
export async function install({ root, directory, tarballs }) {
  await mkdir(directory, { recursive: true })
  const local = Object.fromEntries(Object.entries(tarballs).map(([name, file]) => [name, `file:${file}`]))
  const pinned = pinnedVersions(await readFile(join(root, 'pnpm-workspace.yaml'), 'utf8'))
  const dependencies = {
    ...local,
    pg: pinned.pg,
    zod: pinned.zod,
    vitest: pinned.vitest,
    '@types/pg': pinned['@types/pg'],
  }
  const manifest = { name: 'an-application', private: true, type: 'module', dependencies }
  await writeFile(
    join(directory, 'package.json'),
    JSON.stringify({ ...manifest, pnpm: { overrides: { ...pinned, ...local } } }),
  )
  const args = ['install', '--prefer-offline', '--ignore-scripts', '--no-frozen-lockfile', '--reporter=append-only']
  const { exitCode, stdout, stderr } = await run('pnpm', [...args, '--config.node-linker=isolated'], { cwd: directory })
  if (exitCode !== 0) throw new Error(`The tarballs cannot be installed: ${stderr || stdout}`)
}

/** The workspace's catalog, which is flat. */
function pinnedVersions(text) {
  return Object.fromEntries(
    [...text.matchAll(/^ {2}'?([@\w./-]+)'?: (\d[\w.-]+)$/gm)].map(([, name, version]) => [name, version]),
  )
}
