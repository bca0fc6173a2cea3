import { defineQueue } from '@schemata/pgmq'
import { z } from 'zod'

const reservationId = z.string().min(1).max(255)
/** Who asks; the processor checks that the reservation is theirs. */
const asked = { reservation_id: reservationId, user_id: z.string().min(1).max(255) }
const text = z.string().nullish()

/** Readers of other versions may have put more into a message; it is kept. */
export const reservationMessage = z.discriminatedUnion('action', [
  z.looseObject({
    ...asked,
    action: z.literal('create_reservation'),
    job_id: text,
    username: text,
    gpu_type: text,
    gpu_count: z.number().nullish(),
    duration_hours: z.number().nullish(),
    github_user: text,
    jupyter_enabled: z.boolean().nullish(),
    name: text,
    version: text,
    instance_type: text,
    disk_name: text,
    disk_size_gb: z.number().nullish(),
    dockerimage: text,
    env_vars: z.record(z.string(), z.string()).nullish(),
    command: text,
    status: text,
  }),
  z.looseObject({ ...asked, action: z.literal('cancel') }),
  z.looseObject({ ...asked, action: z.literal('extend'), extension_hours: z.number().gt(0).max(72) }),
  z.looseObject({ ...asked, action: z.literal('enable_jupyter') }),
  z.looseObject({ ...asked, action: z.literal('disable_jupyter') }),
  z.looseObject({ ...asked, action: z.literal('add_user'), github_username: z.string().min(1).max(255) }),
  z.looseObject({ ...asked, action: z.literal('process_multinode_individual') }),
])

export type ReservationMessage = z.output<typeof reservationMessage>

/** The queue of what is to be done to reservations. */
export const gpuReservations = defineQueue({ name: 'gpu_reservations', message: reservationMessage })
