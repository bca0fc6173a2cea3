import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

import { installPeers } from './install-peers.js'

const SUITE = new URL('./run-suite.js', import.meta.url)

/**
 * The build queue beside graphile-worker and pg-boss in one run: bare SQL on the same
 * table, backlogs in batches, and the example of each README as it stands.
 *
 * The peers' newest need a newer Node than we do: all contenders run under that one, in
 * one process. River is not among them, as it is written in Go.
 *
 * @param {string} serverUrl
 * @param {{ rounds: number }} options
 */
export async function compareQueues(serverUrl, { rounds }) {
  const { node, home } = await installPeers()
  const { stdout } = await promisify(execFile)(node, [SUITE.pathname, serverUrl, String(Math.min(rounds, 3)), home], {
    maxBuffer: 1 << 24,
  })
  const results = JSON.parse(stdout.slice(stdout.lastIndexOf('\n[') + 1))
  return results.map((result) => ({ ...result, times: new Map(result.times) }))
}
