import type { ReservationMessage } from './gpu-reservations.js'

/** What a request says of its launch. */
interface LaunchRequest {
  readonly reservationId: string
  readonly owner: string
  readonly gpuType?: string | undefined
  readonly gpuCount: number
  readonly durationHours: number
  readonly githubUser?: string | undefined
  readonly jupyterEnabled?: boolean | undefined
  readonly name?: string | undefined
  readonly cliVersion?: string | undefined
  readonly instanceType?: string | undefined
  readonly diskName?: string | undefined
  readonly dockerImage?: string | undefined
  readonly envVars?: Readonly<Record<string, string>> | undefined
  readonly command?: string | undefined
  readonly diskSizeGb?: number | undefined
}

/** The message that launches a reservation, as the queue's readers know it. */
export function createReservationMessage(
  given: LaunchRequest,
): Extract<ReservationMessage, { action: 'create_reservation' }> {
  return {
    action: 'create_reservation',
    reservation_id: given.reservationId,
    job_id: given.reservationId,
    user_id: given.owner,
    username: given.owner,
    gpu_type: given.gpuType,
    gpu_count: given.gpuCount,
    duration_hours: given.durationHours,
    github_user: given.githubUser,
    jupyter_enabled: given.jupyterEnabled,
    name: given.name,
    version: given.cliVersion,
    instance_type: given.instanceType,
    disk_name: given.diskName,
    disk_size_gb: given.diskSizeGb,
    dockerimage: given.dockerImage,
    env_vars: given.envVars === undefined ? undefined : { ...given.envVars },
    command: given.command,
    status: 'queued',
  }
}
