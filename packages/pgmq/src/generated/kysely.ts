// Written by `schemata contract`; not to be edited.

/** What a column gives, and what an insert and an update take; kysely knows these markers. */
interface Column<Select, Insert, Update> {
  readonly __select__: Select
  readonly __insert__: Insert
  readonly __update__: Update
}

/** May be left out of an insert. */
type Optional<Select, Write = Select> = Column<Select, Write | undefined, Write>

/** The queues there are. Written by create and drop_queue only. */
export interface MetaTable {
  /** When the queue was created. */
  created_at: Optional<Date, Date | string>
  /** Always false here: queues are plain tables. */
  is_partitioned: boolean
  /** Always false here: a message that was sent outlives a crash. */
  is_unlogged: boolean
  /** As it was first given. Names that differ in case only are one queue. */
  queue_name: string
}

/** By bare name, for a schema that is chosen at run time. */
export interface Tables {
  meta: MetaTable
}

/** By schema and name. Those of several packages are joined with `&`. */
export interface Database {
  'pgmq.meta': MetaTable
}
