// Written by `schemata contract`; not to be edited.

/** What a column gives, and what an insert and an update take; kysely knows these markers. */
interface Column<Select, Insert, Update> {
  readonly __select__: Select
  readonly __insert__: Insert
  readonly __update__: Update
}

/** May be left out of an insert. */
type Optional<Select, Write = Select> = Column<Select, Write | undefined, Write>

type GenerationStatus = 'pending' | 'stage_2_init' | 'stage_2_processing' | 'stage_2_complete' | 'stage_2_awaiting_approval' | 'stage_3_init' | 'stage_3_summarizing' | 'stage_3_complete' | 'stage_3_awaiting_approval' | 'stage_4_init' | 'stage_4_analyzing' | 'stage_4_complete' | 'stage_4_awaiting_approval' | 'stage_5_init' | 'stage_5_generating' | 'stage_5_complete' | 'stage_5_awaiting_approval' | 'stage_6_init' | 'stage_6_generating' | 'stage_6_complete' | 'finalizing' | 'completed' | 'failed' | 'cancelled'

/** Courses, from the first draft on. */
export interface CoursesTable {
  /** When the course was created. */
  created_at: Optional<Date, Date | string>
  /** What the course is about. */
  description: string | null
  /** How far the generation has come. Null: never started. */
  generation_status: GenerationStatus | null
  /** Identity. */
  id: Optional<string>
  /** The organization that owns the course. */
  organization_id: string
  /** As it stands in addresses; unique within the organization. */
  slug: string
  /** As shown to people. */
  title: string
  /** When the row last changed. */
  updated_at: Optional<Date, Date | string>
  /** The author. Null once erased; then the course has none. */
  user_id: string | null
}

/** Who courses belong to; outlives the people who write them. */
export interface OrganizationsTable {
  /** When the organization was created. */
  created_at: Optional<Date, Date | string>
  /** Identity. */
  id: Optional<string>
  /** As shown to people; need not be unique. */
  name: string
  /** As it stands in addresses; unique. */
  slug: string
  /** When the row last changed. */
  updated_at: Optional<Date, Date | string>
}

/** By bare name, for a schema that is chosen at run time. */
export interface Tables {
  courses: CoursesTable
  organizations: OrganizationsTable
}

/** By schema and name. Those of several packages are joined with `&`. */
export interface Database {
  'course_catalog.courses': CoursesTable
  'course_catalog.organizations': OrganizationsTable
}
