// Written by `schemata contract`; not to be edited.

/** What a column gives, and what an insert and an update take; kysely knows these markers. */
interface Column<Select, Insert, Update> {
  readonly __select__: Select
  readonly __insert__: Insert
  readonly __update__: Update
}

/** May be left out of an insert. */
type Optional<Select, Write = Select> = Column<Select, Write | undefined, Write>

/** People who can sign in, and those who once could. */
export interface UsersTable {
  /** When the user was created. */
  created_at: Optional<Date | null, Date | string | null>
  /** When the user was deleted. The row stays, so that references to it stay good. */
  deleted_at: Optional<Date | null, Date | string | null>
  /** Lower case. Null for users without an address, and once deleted. */
  email: string | null
  /** The subject of the tokens issued to this user. */
  id: string
  /** Signs in through an identity provider; such users may share an address. */
  is_sso_user: Optional<boolean>
  /** What the application states about the user; the user cannot change it. */
  raw_app_meta_data: Optional<unknown>
  /** What users state about themselves; never a basis for rights. */
  raw_user_meta_data: Optional<unknown>
  /** When the row last changed. */
  updated_at: Optional<Date | null, Date | string | null>
}

/** By bare name, for a schema that is chosen at run time. */
export interface Tables {
  users: UsersTable
}

/** By schema and name. Those of several packages are joined with `&`. */
export interface Database {
  'auth.users': UsersTable
}
