import { randomUUID } from 'node:crypto'

import type { Queryable } from '@schemata/contract'

/** A row as the driver gives it. */
export type Row = Record<string, unknown>

/** Writes a row column by column, as an application's own SQL would, and gives it back with its defaults. */
export async function insert(db: Queryable, table: string, row: Row): Promise<Row> {
  const columns = Object.keys(row)
  const places = columns.map((_, index) => `$${index + 1}`)
  const { rows } = await db.query(
    `INSERT INTO containers_lab.${table} (${columns.join(', ')}) VALUES (${places.join(', ')}) RETURNING *`,
    Object.values(row),
  )
  return rows[0]
}

/** The only value of the only row. */
export async function value(db: Queryable, sql: string, values: unknown[] = []): Promise<unknown> {
  const { rows } = await db.query(sql, values)
  return rows.length === 0 ? undefined : Object.values(rows[0])[0]
}

/** A person, with the role employee unless told otherwise; gives their id. */
export async function aUser(db: Queryable, { role = 'employee', ...given }: Row = {}): Promise<number> {
  const role_id = await value(db, 'SELECT id FROM containers_lab.roles WHERE name = $1', [role])
  const name = randomUUID()
  const row = await insert(db, 'users', { azure_ad_id: name, name, email: `${name}@lab.example`, role_id, ...given })
  return Number(row.id)
}

export async function aTeam(db: Queryable, members: number[] = []): Promise<number> {
  const { id } = await insert(db, 'teams', { name: randomUUID() })
  for (const user_id of members) await insert(db, 'user_teams', { user_id, team_id: id })
  return Number(id)
}

export async function aCourse(db: Queryable, given: Row = {}): Promise<number> {
  return Number((await insert(db, 'courses', { title: 'Welding', slug: randomUUID(), ...given })).id)
}

export async function aTask(db: Queryable, given: Row = {}): Promise<number> {
  return Number((await insert(db, 'tasks', { title: 'Weld a seam', ...given })).id)
}

/** A container row of its own, past reserve_container_row. */
export async function aContainer(db: Queryable, given: Row = {}): Promise<number> {
  const row = await insert(db, 'containers', { lxc_name: randomUUID(), image: 'ubuntu', ...given })
  return Number(row.id)
}

/** Limits are wide open unless told otherwise. */
export async function aQuota(db: Queryable, given: Row): Promise<number> {
  const open = { cores_limit: null, memory_mb_limit: null, disk_mb_limit: null, max_concurrent_containers: null }
  return Number((await insert(db, 'quotas', { ...open, ...given })).id)
}

/** Reserves bare resources: 1 MB of memory and disk unless told otherwise. */
export async function reserve(db: Queryable, user: number | null, team: number | null, cores: number | null, mb = 1) {
  return value(db, 'SELECT containers_lab.check_and_reserve_quota($1, $2, $3, $4, $4)', [user, team, cores, mb])
}

/** Reserves a container of 1 core; gives its id, or null. */
export async function reserveContainer(db: Queryable, user: number | null, team: number | null = null, cores = 1) {
  const sql = `SELECT containers_lab.reserve_container_row($1, $2, NULL, 'ubuntu', $3, 512, 1024)`
  return value(db, sql, [user, team, cores])
}

export async function moveContainer(db: Queryable, id: unknown, status: string): Promise<void> {
  await db.query(
    `UPDATE containers_lab.containers SET status_id = (SELECT id FROM containers_lab.container_statuses WHERE name = $2)
     WHERE id = $1`,
    [id, status],
  )
}

/** Whoever acts from now on, in this transaction. */
export async function actAs(db: Queryable, user: unknown): Promise<void> {
  await db.query(`SELECT set_config('app.current_user_id', $1, true)`, [String(user)])
}

export async function rowsOf(db: Queryable, sql: string, values: unknown[] = []): Promise<Row[]> {
  return (await db.query(sql, values)).rows
}

/** Asks one thing after another on one connection, which takes one query at a time. */
export async function inTurn<Item, Answer>(items: Item[], ask: (item: Item) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = []
  for (const item of items) answers.push(await ask(item))
  return answers
}
