import type { Client } from 'pg'

/**
 * Applies the files of a directory that `supabase_migrations.schema_migrations` does not
 * name, as `supabase db push` does: in the order of their names; each one cut into
 * statements, which go to the server as one pipeline of the extended protocol together
 * with the row that records them; settings are reset in between.
 *
 * The command itself is a binary that npm does not bring; this is what it sends.
 *
 * @returns the names of the files that were applied
 * @throws what the server answers; the file is then rolled back and not recorded
 * @throws Error when a file comes before one that is recorded, as without `--include-all`
 */
export function supabasePush(client: Client, directory: string): Promise<string[]>

/** Cuts SQL at semicolons outside quotes, dollar quotes and comments; comments stay with what follows them. */
export function splitStatements(sql: string): string[]
