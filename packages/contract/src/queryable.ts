/**
 * What an accessor needs of a connection: one method.
 *
 * A `Pool`, `Client` or `PoolClient` of pg satisfies it as it is, and so does PGlite.
 * Pass a client that is inside a transaction, and the accessor takes part in it.
 */
export interface Queryable {
  // The rows are parsed by whoever asked for them; the driver cannot know their type.
  // biome-ignore lint/suspicious/noExplicitAny: pg and PGlite declare their rows this way, and unknown[] would refuse both.
  query(text: string, values?: any[]): Promise<{ rows: any[] }>
}
