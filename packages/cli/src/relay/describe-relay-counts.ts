import type { RelayCounts } from './load-relay.js'

/** How a relay is doing. */
export function describeRelayCounts({ handedOver, refused, dead, resent }: RelayCounts, perSecond: number): string {
  const rest = [
    refused > 0 ? `${refused} refused` : '',
    resent > 0 ? `${resent} again` : '',
    dead > 0 ? `${dead} dead` : '',
  ].filter((part) => part !== '')
  return [`${handedOver} handed over, ${perSecond.toFixed(0)}/s`, ...rest].join(', ')
}
