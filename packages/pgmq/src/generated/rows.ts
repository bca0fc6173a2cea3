// Written by `schemata contract`; not to be edited.
import * as z from 'zod'

/** 64-bit integers are text, so that no digit is lost: pg gives text, PGlite a number or a bigint. */
const int8 = z.preprocess(
  (value) => (typeof value === 'number' || typeof value === 'bigint' ? String(value) : value),
  z.string().regex(/^-?\d+$/),
)

/** What PostgreSQL takes for a 64-bit integer. */
const int8Input = z.union([z.string().regex(/^-?\d+$/), z.int(), z.bigint()])

/** The queues there are. Written by create and drop_queue only. */
export const metaRow = z.object({
  /** When the queue was created. */
  created_at: z.date(),
  /** Always false here: queues are plain tables. */
  is_partitioned: z.boolean(),
  /** Always false here: a message that was sent outlives a crash. */
  is_unlogged: z.boolean(),
  /** As it was first given. Names that differ in case only are one queue. */
  queue_name: z.string(),
})
export type MetaRow = z.infer<typeof metaRow>

export const metaInsert = z.strictObject({
  created_at: z.date().optional(),
  is_partitioned: z.boolean(),
  is_unlogged: z.boolean(),
  queue_name: z.string(),
})
export type MetaInsert = z.infer<typeof metaInsert>

export const metaUpdate = metaInsert.partial()
export type MetaUpdate = z.infer<typeof metaUpdate>

/** Creates a queue; nothing changes where it is there already. Raises PQ003. */
export const createArguments = z.strictObject({
  queue_name: z.string().nullable(),
})
export type CreateArguments = z.infer<typeof createArguments>

/** Drops a queue with its messages and its archive; false where there is none. */
export const dropQueueArguments = z.strictObject({
  queue_name: z.string().nullable(),
})
export type DropQueueArguments = z.infer<typeof dropQueueArguments>

export const dropQueueResult = z.boolean().nullable()
export type DropQueueResult = z.infer<typeof dropQueueResult>

/** The table of a queue, in lower case and unquoted: prefix q for its messages, a for its archive. Raises PQ003. */
export const formatTableNameArguments = z.strictObject({
  queue_name: z.string().nullable(),
  prefix: z.string().nullable(),
})
export type FormatTableNameArguments = z.infer<typeof formatTableNameArguments>

export const formatTableNameResult = z.string().nullable()
export type FormatTableNameResult = z.infer<typeof formatTableNameResult>

/** All queues, by name. */
export const listQueuesArguments = z.strictObject({})
export type ListQueuesArguments = z.infer<typeof listQueuesArguments>

/** One of the rows that it gives. */
export const listQueuesResult = z.object({
  queue_name: z.string().nullable(),
  is_partitioned: z.boolean().nullable(),
  is_unlogged: z.boolean().nullable(),
  created_at: z.date().nullable(),
})
export type ListQueuesResult = z.infer<typeof listQueuesResult>

/** Depth, visible depth, ages in seconds and how many ids were ever given out. Ages are NULL for an empty queue. */
export const metricsArguments = z.strictObject({
  queue_name: z.string().nullable(),
})
export type MetricsArguments = z.infer<typeof metricsArguments>

export const metricsResult = z.object({
  queue_name: z.string().nullable(),
  queue_length: int8.nullable(),
  newest_msg_age_sec: z.int32().nullable(),
  oldest_msg_age_sec: z.int32().nullable(),
  total_messages: int8.nullable(),
  scrape_time: z.date().nullable(),
  queue_visible_length: int8.nullable(),
})
export type MetricsResult = z.infer<typeof metricsResult>

/** What metrics says of every queue, by name. */
export const metricsAllArguments = z.strictObject({})
export type MetricsAllArguments = z.infer<typeof metricsAllArguments>

/** One of the rows that it gives. */
export const metricsAllResult = z.object({
  queue_name: z.string().nullable(),
  queue_length: int8.nullable(),
  newest_msg_age_sec: z.int32().nullable(),
  oldest_msg_age_sec: z.int32().nullable(),
  total_messages: int8.nullable(),
  scrape_time: z.date().nullable(),
  queue_visible_length: int8.nullable(),
})
export type MetricsAllResult = z.infer<typeof metricsAllResult>

/** Takes the next visible message and deletes it: at most once, where the caller fails. */
export const popArguments = z.strictObject({
  queue_name: z.string().nullable(),
})
export type PopArguments = z.infer<typeof popArguments>

/** One of the rows that it gives. */
export const popResult = z.object({
  msg_id: int8.nullable(),
  read_ct: z.int32().nullable(),
  enqueued_at: z.date().nullable(),
  vt: z.date().nullable(),
  message: z.unknown(),
  headers: z.unknown(),
})
export type PopResult = z.infer<typeof popResult>

/** Deletes every message, the invisible ones too; gives how many. The archive stays. */
export const purgeQueueArguments = z.strictObject({
  queue_name: z.string().nullable(),
})
export type PurgeQueueArguments = z.infer<typeof purgeQueueArguments>

export const purgeQueueResult = int8.nullable()
export type PurgeQueueResult = z.infer<typeof purgeQueueResult>

/** Takes up to qty visible messages that contain conditional, and hides them for vt seconds; lowest id first. */
export const readArguments = z.strictObject({
  queue_name: z.string().nullable(),
  vt: z.int32().nullable(),
  qty: z.int32().nullable(),
  conditional: z.unknown().optional(),
})
export type ReadArguments = z.infer<typeof readArguments>

/** One of the rows that it gives. */
export const readResult = z.object({
  msg_id: int8.nullable(),
  read_ct: z.int32().nullable(),
  enqueued_at: z.date().nullable(),
  vt: z.date().nullable(),
  message: z.unknown(),
  headers: z.unknown(),
})
export type ReadResult = z.infer<typeof readResult>

/** As read, and where nothing is visible looks again every poll_interval_ms for max_poll_seconds. Needs READ COMMITTED. */
export const readWithPollArguments = z.strictObject({
  queue_name: z.string().nullable(),
  vt: z.int32().nullable(),
  qty: z.int32().nullable(),
  max_poll_seconds: z.int32().nullish(),
  poll_interval_ms: z.int32().nullish(),
  conditional: z.unknown().optional(),
})
export type ReadWithPollArguments = z.infer<typeof readWithPollArguments>

/** One of the rows that it gives. */
export const readWithPollResult = z.object({
  msg_id: int8.nullable(),
  read_ct: z.int32().nullable(),
  enqueued_at: z.date().nullable(),
  vt: z.date().nullable(),
  message: z.unknown(),
  headers: z.unknown(),
})
export type ReadWithPollResult = z.infer<typeof readWithPollResult>

/** Makes a message visible so many seconds from now, 0 for at once; nothing where it is gone. */
export const setVtArguments = z.strictObject({
  queue_name: z.string().nullable(),
  msg_id: int8Input.nullable(),
  vt: z.int32().nullable(),
})
export type SetVtArguments = z.infer<typeof setVtArguments>

/** One of the rows that it gives. */
export const setVtResult = z.object({
  msg_id: int8.nullable(),
  read_ct: z.int32().nullable(),
  enqueued_at: z.date().nullable(),
  vt: z.date().nullable(),
  message: z.unknown(),
  headers: z.unknown(),
})
export type SetVtResult = z.infer<typeof setVtResult>

/** Raises PQ003 for a name that is missing or longer than 47 bytes. */
export const validateQueueNameArguments = z.strictObject({
  queue_name: z.string().nullable(),
})
export type ValidateQueueNameArguments = z.infer<typeof validateQueueNameArguments>
