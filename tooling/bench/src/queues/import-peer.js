import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

/**
 * Imports a peer from where it was installed.
 *
 * @param {string} home
 * @param {string} name
 */
export async function importPeer(home, name) {
  const path = createRequire(`${home}package.json`).resolve(name)
  const module = await import(pathToFileURL(path).href)
  return module.default === undefined ? module : { ...module.default, ...module }
}
