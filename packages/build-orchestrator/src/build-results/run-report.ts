import { z } from 'zod'

/** What a worker knows of a run, however that ended. */
export interface RunReport {
  /** Of the build process. */
  exitCode?: number
  stdoutLog?: string
  stderrLog?: string
  peakMemoryMb?: number
  /** Above 100 on several cores, less than 1000. */
  peakCpuPercent?: number
  diskUsageMb?: number
}

const count = z.int32().nonnegative()

/** The fields of a report, to be spread into the parameters of an accessor. */
export const runReport = {
  exitCode: z.int32().optional(),
  stdoutLog: z.string().optional(),
  stderrLog: z.string().optional(),
  peakMemoryMb: count.optional(),
  peakCpuPercent: z.number().min(0).lt(999.995).optional(),
  diskUsageMb: count.optional(),
}
