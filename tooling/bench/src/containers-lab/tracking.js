import { assignTask, listEmployeeTracking, listUsers } from '@schemata/containers-lab'

import { interleave } from '../measure/interleave.js'
import { labDatabase } from './lab-database.js'

const EMPLOYEES = 1000
const ASSIGNMENTS = 50_000

/**
 * What the pages of an administrator cost, against the ways in which they are written
 * usually: sub-queries a row, and two statements a person. Each has a bound in
 * milliseconds too, which stands as a contender of its own.
 *
 * @param {string} serverUrl
 * @param {{ rounds: number }} options
 */
export async function compareTracking(serverUrl, { rounds }) {
  const lab = await labDatabase(serverUrl, { connections: 2 })
  try {
    const people = await fill(lab.pool)
    return [await tracking(lab.pool, rounds), await userPage(lab.pool, rounds), await bulk(lab.pool, people, rounds)]
  } finally {
    await lab.drop()
  }
}

/** 1,000 people with 50 tasks each, of which some are begun and some done. */
async function fill(pool) {
  // The triggers are not what is measured here, and would take minutes to fill the tables.
  await pool.query(`BEGIN; SET LOCAL session_replication_role = replica;
    INSERT INTO containers_lab.users (azure_ad_id, name, email, role_id)
    SELECT 'more-' || n, 'More ' || n, 'more-' || n || '@lab.example', role.id
    FROM containers_lab.roles AS role, generate_series(1, ${EMPLOYEES} - (SELECT count(*) FROM containers_lab.users)) AS n
    WHERE role.name = 'employee';
    INSERT INTO containers_lab.courses (title, slug) SELECT 'Course ' || n, 'course-' || n FROM generate_series(1, 50) AS n;
    INSERT INTO containers_lab.tasks (title, related_course_id)
    SELECT 'Task ' || n, 1 + n % 50 FROM generate_series(1, 500) AS n;
    INSERT INTO containers_lab.assignments
      (task_id, assigned_to_user_id, status, created_at, started_at, completed_at, due_date)
    SELECT 1 + (n * 7 + n / ${EMPLOYEES}) % 500, person.id,
      (ARRAY['assigned', 'in_progress', 'completed', 'blocked'])[1 + n % 4], now() - interval '9 days',
      CASE WHEN n % 4 > 0 THEN now() - interval '8 days' END, CASE WHEN n % 4 = 2 THEN now() - interval '7 days' END,
      now() + n % 30 * interval '1 day' - interval '9 days'
    FROM generate_series(0, ${ASSIGNMENTS - 1}) AS n
    JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM containers_lab.users) AS person
      ON person.place = n % ${EMPLOYEES}
    ON CONFLICT DO NOTHING;
    INSERT INTO containers_lab.containers (lxc_name, image, owner_user_id, status_id)
    SELECT 'bench-' || id || '-' || n, 'ubuntu', id, 2 + n FROM containers_lab.users, generate_series(0, 1) AS n;
    INSERT INTO containers_lab.course_assignments (course_id, assigned_to_user_id)
    SELECT 1 + id % 50, id FROM containers_lab.users;
    COMMIT`)
  await pool.query('VACUUM ANALYZE')
  const { rows } = await pool.query('SELECT id FROM containers_lab.users ORDER BY id')
  return rows.map(({ id }) => id)
}

const count = (table, column, rest = '') =>
  `(SELECT count(*)::integer FROM containers_lab.${table} AS of WHERE of.${column} = person.id ${rest})`

async function tracking(pool, rounds) {
  const status = (name) => count('assignments', 'assigned_to_user_id', `AND of.status = '${name}'`)
  const given = (what) =>
    `(SELECT ${what} FROM containers_lab.assignments AS of WHERE of.assigned_to_user_id = person.id)`
  const subQueries = `
    SELECT person.id, person.name, person.email, ${count('course_assignments', 'assigned_to_user_id')},
      ${count('module_assignments', 'assigned_to_user_id')}, ${count('assignments', 'assigned_to_user_id')},
      ${['assigned', 'in_progress', 'completed', 'blocked'].map(status).join(', ')},
      ${count('assignments', 'assigned_to_user_id', `AND of.due_date < now() AND of.status <> 'completed'`)},
      ${given('min(of.started_at)')}, ${given('max(of.completed_at)')},
      ${given('avg(extract(epoch FROM of.completed_at - of.started_at)) / 60')}
    FROM containers_lab.users AS person ORDER BY lower(person.name), person.id`
  return bounded(`Tracking of ${EMPLOYEES} employees with ${ASSIGNMENTS} assignments`, 100, rounds, [
    { name: 'schemata', run: () => listEmployeeTracking(pool) },
    { name: 'sub-queries a row', run: () => pool.query(subQueries) },
  ])
}

async function userPage(pool, rounds) {
  const subQueries = `
    SELECT person.id, person.name, person.email, person.status, role.name, count(*) OVER () AS total,
      ${count('assignments', 'assigned_to_user_id')}, ${count('assignments', 'assigned_to_user_id', `AND of.status = 'completed'`)},
      ${count('containers', 'owner_user_id')}, ${count('containers', 'owner_user_id', 'AND of.status_id = 2')}
    FROM containers_lab.users AS person JOIN containers_lab.roles AS role ON role.id = person.role_id
    WHERE person.name ILIKE $1 OR person.email ILIKE $1
    ORDER BY lower(person.name), person.id LIMIT 50 OFFSET 200`
  const page = { search: 'lab.example', sort: 'name', direction: 'ascending', limit: 50, offset: 200 }
  return bounded('A page of 50 people of 1000, searched and sorted, with four counts', 20, rounds, [
    { name: 'schemata', run: () => listUsers(pool, page) },
    { name: 'sub-queries a row', run: () => pool.query(subQueries, ['%lab.example%']) },
  ])
}

async function bulk(pool, userIds, rounds) {
  const prepare = async () => {
    const { rows } = await pool.query(`INSERT INTO containers_lab.tasks (title) VALUES ('to all') RETURNING id`)
    return rows[0].id
  }
  const oneByOne = async (taskId) => {
    const client = await pool.connect()
    await client.query('BEGIN')
    for (const userId of userIds) {
      const values = [taskId, userId]
      const { rows } = await client.query(
        'SELECT id FROM containers_lab.assignments WHERE task_id = $1 AND assigned_to_user_id = $2',
        values,
      )
      if (rows.length === 0) {
        await client.query(
          'INSERT INTO containers_lab.assignments (task_id, assigned_to_user_id) VALUES ($1, $2)',
          values,
        )
      }
    }
    await client.query('COMMIT')
    client.release()
  }
  return bounded(`One task given to ${userIds.length} people, with history, notifications and audit`, 50, rounds, [
    { name: 'schemata', prepare, run: (taskId) => assignTask(pool, { taskId, userIds }) },
    { name: 'two statements a person', prepare, run: oneByOne },
  ])
}

/** The peer must be slower, and the bound must be kept. */
async function bounded(title, milliseconds, rounds, contenders) {
  const times = await interleave(contenders, rounds)
  const bound = `${milliseconds} ms`
  return { title, times: times.set(bound, milliseconds), targets: { [contenders[1].name]: 1, [bound]: 1 } }
}
