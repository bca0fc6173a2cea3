import { z } from 'zod'

/** What a row of `pgmq.metrics_result` is to callers. */
export const queueMetricsRow = z
  .object({
    queue_name: z.string(),
    queue_length: z.number(),
    queue_visible_length: z.number(),
    newest_msg_age_sec: z.number().nullable(),
    oldest_msg_age_sec: z.number().nullable(),
    total_messages: z.string(),
    scrape_time: z.date(),
  })
  .transform((row) => ({
    name: row.queue_name,
    /** Messages that are neither deleted nor archived. */
    length: row.queue_length,
    /** Those of them that a read would find. */
    visibleLength: row.queue_visible_length,
    /** Since the last message was sent; null for an empty queue. */
    newestAgeSeconds: row.newest_msg_age_sec,
    /** Since the first message that is still there was sent; null for an empty queue. */
    oldestAgeSeconds: row.oldest_msg_age_sec,
    /** How many ids were ever given out, those of rolled-back sends too; 64 bits, as text. */
    totalMessages: row.total_messages,
    takenAt: row.scrape_time,
  }))

export type QueueMetrics = z.output<typeof queueMetricsRow>
