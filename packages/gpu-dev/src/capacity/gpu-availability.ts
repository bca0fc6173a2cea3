import { z } from 'zod'

/** What there is of one kind of GPU, by two counts. */
export interface GpuAvailability {
  gpuType: string
  instanceType: string
  isActive: boolean
  /** In the cluster, as counted last. */
  totalGpus: number
  /** Of reservations in preparation or use; true now. */
  inUseGpus: number
  /** Of reservations that wait; true now. */
  queuedGpus: number
  /** Total less in use, by the reservations; true now, never below 0. */
  unreservedGpus: number
  /** What the cluster could schedule when it was counted. */
  schedulableGpus: number
  /** Largest single reservation when it was counted. */
  maxReservable: number
  fullNodesAvailable: number
  runningInstances: number
  desiredCapacity: number
  /** 0 says none; null says as many as a node has. */
  maxPerNode: number | null
  countedAt: Date | null
  countedBy: string | null
  /** How old the count is; null when there was none. */
  countAgeSeconds: number | null
}

const gpuAvailabilityRow = z.object({
  gpu_type: z.string(),
  instance_type: z.string(),
  is_active: z.boolean(),
  total_gpus: z.number(),
  in_use_gpus: z.number(),
  queued_gpus: z.number(),
  unreserved_gpus: z.number(),
  schedulable_gpus: z.number(),
  max_reservable: z.number(),
  full_nodes_available: z.number(),
  running_instances: z.number(),
  desired_capacity: z.number(),
  max_per_node: z.number().nullable(),
  counted_at: z.date().nullable(),
  counted_by: z.string().nullable(),
  count_age_seconds: z.number().nullable(),
})

export const gpuAvailability = gpuAvailabilityRow.transform(
  (row): GpuAvailability => ({
    gpuType: row.gpu_type,
    instanceType: row.instance_type,
    isActive: row.is_active,
    totalGpus: row.total_gpus,
    inUseGpus: row.in_use_gpus,
    queuedGpus: row.queued_gpus,
    unreservedGpus: row.unreserved_gpus,
    schedulableGpus: row.schedulable_gpus,
    maxReservable: row.max_reservable,
    fullNodesAvailable: row.full_nodes_available,
    runningInstances: row.running_instances,
    desiredCapacity: row.desired_capacity,
    maxPerNode: row.max_per_node,
    countedAt: row.counted_at,
    countedBy: row.counted_by,
    countAgeSeconds: row.count_age_seconds,
  }),
)
