/** The stamp of what no event has told yet; sorts behind every other. */
export const UNTOLD = '~'

/**
 * What decides between two events that tell the same fact: the lesser stamp stays.
 *
 * The earlier event first; then the lower rank; then, for two of one moment, their digest.
 */
export function stamp(at: string, rank: number, digest: string): string {
  return `${at} ${rank} ${digest}`
}
