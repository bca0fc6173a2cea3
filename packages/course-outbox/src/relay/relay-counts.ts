/** What a relay has done since it was started, in this process. */
export interface RelayCounts {
  batches: number
  handedOver: number
  refused: number
  dead: number
  resent: number
  /** Statements or transactions that failed. */
  errors: number
}

export function noCounts(): RelayCounts {
  return { batches: 0, handedOver: 0, refused: 0, dead: 0, resent: 0, errors: 0 }
}
