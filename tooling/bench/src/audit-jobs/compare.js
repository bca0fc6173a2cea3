import { compareLists } from './compare-lists.js'
import { compareRecording } from './compare-recording.js'

/**
 * What recording and listing jobs cost.
 *
 * @param {string} serverUrl
 * @param {{ rounds: number }} options
 */
export async function compareAuditJobs(serverUrl, { rounds }) {
  return [await compareRecording(serverUrl, { rounds }), await compareLists(serverUrl, { rounds })]
}
