/** The two tables of a queue, as they stand in SQL. */
export interface QueueTables {
  readonly live: string
  readonly archive: string
}

/** Names are quoted, so that no name can be read as anything else; they were checked to be ASCII. */
export function queueTables(name: string): QueueTables {
  const folded = name.toLowerCase().replaceAll('"', '""')
  return { live: `pgmq."q_${folded}"`, archive: `pgmq."a_${folded}"` }
}
