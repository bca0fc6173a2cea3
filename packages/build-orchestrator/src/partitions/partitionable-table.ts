import { z } from 'zod'

/** A log that may be cut into partitions by time. */
export const partitionableTable = z.enum(['build_access_log', 'build_events', 'build_metrics'])

export type PartitionableTable = z.infer<typeof partitionableTable>
