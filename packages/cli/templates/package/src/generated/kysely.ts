// Written by `schemata contract`; not to be edited.

/** What a column gives, and what an insert and an update take; kysely knows these markers. */
interface Column<Select, Insert, Update> {
  readonly __select__: Select
  readonly __insert__: Insert
  readonly __update__: Update
}

/** May be left out of an insert. */
type Optional<Select, Write = Select> = Column<Select, Write | undefined, Write>

/** Things with a title, which no two share. */
export interface ExamplesTable {
  /** When the example was added. */
  created_at: Optional<Date, Date | string>
  id: Optional<string>
  /** Not empty. */
  title: string
}

/** By bare name, for a schema that is chosen at run time. */
export interface Tables {
  examples: ExamplesTable
}

/** By schema and name. Those of several packages are joined with `&`. */
export interface Database {
  'new_package.examples': ExamplesTable
}
