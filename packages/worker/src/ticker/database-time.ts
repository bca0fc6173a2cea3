import type { Queryable } from '@schemata/contract'

/** The time by the database's clock, which all processes share. */
export async function databaseTime(db: Queryable): Promise<Date> {
  const { rows } = await db.query('SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS now_ms')
  return new Date(Number(rows[0]?.now_ms))
}
