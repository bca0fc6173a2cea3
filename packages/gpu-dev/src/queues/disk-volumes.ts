import type { DiskOperation } from '../disk-operations/disk-operation.js'

export interface VolumeContext {
  /** Aborts when the work is another worker's by now, or is to stop. */
  readonly signal: AbortSignal
}

/**
 * What the application does to volumes. Every call may be repeated for one operation, after
 * a crash in the middle, and has to end as if it had been made once: the operation's id is
 * the key.
 */
export interface DiskVolumes {
  /** Makes the volume of a disk. */
  create(operation: DiskOperation, context: VolumeContext): Promise<{ ebsVolumeId: string }>
  /** Does what has to be done now to a disk whose data goes on the date of deletion, such as a last snapshot. */
  retire(operation: DiskOperation, context: VolumeContext): Promise<void>
}
