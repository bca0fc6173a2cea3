/** What a user may have; null is no limit. */
export interface UserLimits {
  /** That have not ended; a group is one. */
  maxReservations: number | null
  /** Of reservations that have not ended. */
  maxGpus: number | null
  /** Of a calendar month in UTC, those still promised included. */
  maxGpuHoursPerMonth: number | null
  /** That are not deleted. */
  maxDisks: number | null
  /** Of them together. */
  maxDiskGb: number | null
}
