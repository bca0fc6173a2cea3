import type { Queryable } from '@schemata/contract'
import { expect } from 'vitest'

import { test } from './test.js'

/** A session of a client that was written for the extension. */
async function ask(db: Queryable, text: string) {
  const { rows } = await db.query(text)
  return rows
}

test('serves a client of the extension, unchanged', async ({ db }) => {
  expect(await ask(db, "SELECT pgmq.create('gpu_reservations')")).toEqual([{ create: '' }])
  expect(await ask(db, `SELECT * FROM pgmq.send('gpu_reservations', '{"action": "extend"}')`)).toEqual([{ send: '1' }])
  expect(await ask(db, `SELECT * FROM pgmq.send('gpu_reservations', '{"n": 2}', 60)`)).toEqual([{ send: '2' }])
  expect(
    await ask(
      db,
      `SELECT * FROM pgmq.send(queue_name => 'gpu_reservations', msg => '{"n": 3}', headers => '{"h": 1}')`,
    ),
  ).toEqual([{ send: '3' }])
  expect(await ask(db, "SELECT msg_id, read_ct, message, headers FROM pgmq.read('gpu_reservations', 30, 5)")).toEqual([
    { msg_id: '1', read_ct: 1, message: { action: 'extend' }, headers: null },
    { msg_id: '3', read_ct: 1, message: { n: 3 }, headers: { h: 1 } },
  ])
  expect(await ask(db, "SELECT * FROM pgmq.read('gpu_reservations', 30, 5)")).toEqual([])
  expect(await ask(db, "SELECT pgmq.archive('gpu_reservations', 1)")).toEqual([{ archive: true }])
  expect(await ask(db, "SELECT pgmq.archive('gpu_reservations', 1)")).toEqual([{ archive: false }])
  expect(await ask(db, "SELECT pgmq.delete('gpu_reservations', 3)")).toEqual([{ delete: true }])
  expect(await ask(db, "SELECT pgmq.delete('gpu_reservations', 3)")).toEqual([{ delete: false }])
  expect(await ask(db, 'SELECT msg_id, read_ct, message FROM pgmq.a_gpu_reservations')).toEqual([
    { msg_id: '1', read_ct: 1, message: { action: 'extend' } },
  ])
  expect(await ask(db, "SELECT pgmq.drop_queue('gpu_reservations')")).toEqual([{ drop_queue: true }])
})

test('accepts a null message, and creates a queue twice without harm', async ({ db }) => {
  await ask(db, "SELECT pgmq.create('nulls')")
  await ask(db, "SELECT pgmq.send('nulls', NULL)")
  await ask(db, "SELECT pgmq.create('Nulls')")

  expect(await ask(db, "SELECT message FROM pgmq.pop('NULLS')")).toEqual([{ message: null }])
  expect(await ask(db, 'SELECT queue_name FROM pgmq.list_queues()')).toEqual([{ queue_name: 'nulls' }])
})

test('takes every form of delay, headers and batch', async ({ db }) => {
  await ask(db, "SELECT pgmq.create('forms')")
  const later = "now() + interval '1 hour'"
  for (const rest of ['', ", '{}'::jsonb", ', 9', `, ${later}`, ", '{}'::jsonb, 9", `, '{}'::jsonb, ${later}`]) {
    await ask(db, `SELECT pgmq.send('forms', '{}'${rest})`)
  }
  const msgs = `ARRAY['1', '2']::jsonb[]`
  const headers = `ARRAY['{}', NULL]::jsonb[]`
  for (const rest of ['', `, ${headers}`, ', 9', `, ${later}`, `, ${headers}, 9`, `, ${headers}, ${later}`]) {
    await ask(db, `SELECT pgmq.send_batch('forms', ${msgs}${rest})`)
  }

  const [metrics] = await ask(
    db,
    "SELECT queue_length, queue_visible_length, total_messages FROM pgmq.metrics('forms')",
  )
  expect(metrics).toEqual({ queue_length: '18', queue_visible_length: '6', total_messages: '18' })
  expect(await ask(db, "SELECT pgmq.purge_queue('forms')")).toEqual([{ purge_queue: '18' }])
})

test('refuses a batch whose headers do not match its messages', async ({ db }) => {
  await ask(db, "SELECT pgmq.create('uneven')")

  await expect(
    ask(db, `SELECT pgmq.send_batch('uneven', ARRAY['1']::jsonb[], ARRAY['{}', '{}']::jsonb[])`),
  ).rejects.toMatchObject({ code: 'PQ004' })
})

test.for(['a$b', 'a;b', "a'b", 'a--b', '', 'x'.repeat(48), 'é'.repeat(24)])(
  'refuses the name "%s"',
  async (name, { db }) => {
    await expect(db.query('SELECT pgmq.create($1)', [name])).rejects.toMatchObject({ code: 'PQ003' })
  },
)

test.for(['with "quotes"', 'x) drop table pgmq.meta (', 'Ünï', 'x'.repeat(47)])(
  'takes the name "%s" as a name and nothing else',
  async (name, { db }) => {
    await db.query('SELECT pgmq.create($1)', [name])
    await db.query("SELECT pgmq.send($1, '7')", [name])

    const { rows } = await db.query('SELECT message FROM pgmq.read($1, 0, 1)', [name])
    expect(rows).toEqual([{ message: 7 }])
    expect((await db.query('SELECT pgmq.drop_queue($1) AS dropped', [name])).rows).toEqual([{ dropped: true }])
  },
)

test('finds its own tables and the functions of PostgreSQL, whatever the search path of the caller', async ({ db }) => {
  await ask(db, "SELECT pgmq.create('found')")
  await ask(db, 'CREATE SCHEMA decoy')
  await ask(db, 'CREATE TABLE decoy.q_found (LIKE pgmq.q_found INCLUDING ALL)')
  for (const name of ['lower', 'format']) {
    await ask(db, `CREATE FUNCTION decoy.${name}(text) RETURNS text LANGUAGE sql AS $$ SELECT (1 / 0)::text $$`)
  }
  await ask(
    db,
    `CREATE FUNCTION decoy.never(timestamptz, timestamptz) RETURNS boolean LANGUAGE sql AS $$ SELECT false $$`,
  )
  await ask(db, 'CREATE OPERATOR decoy.<= (LEFTARG = timestamptz, RIGHTARG = timestamptz, FUNCTION = decoy.never)')
  await ask(db, 'SET LOCAL search_path = decoy')

  await ask(db, "SELECT pgmq.send('found', '1'), pgmq.send_batch('found', ARRAY['2', '3', '4']::jsonb[])")
  expect(await ask(db, "SELECT msg_id FROM pgmq.read('found', 0, 2)")).toEqual([{ msg_id: '1' }, { msg_id: '2' }])
  expect(await ask(db, "SELECT pgmq.delete('found', 1) AS deleted")).toEqual([{ deleted: true }])
  expect(await ask(db, "SELECT pgmq.archive('found', 2) AS archived")).toEqual([{ archived: true }])
  expect(await ask(db, "SELECT count(*)::integer AS popped FROM pgmq.pop('found')")).toEqual([{ popped: 1 }])
  expect(await ask(db, 'SELECT count(*)::integer AS count FROM decoy.q_found')).toEqual([{ count: 0 }])
})

test('fails loudly where a table of another hand has the name', async ({ db }) => {
  await ask(db, 'CREATE TABLE pgmq.q_taken (n integer)')

  await expect(ask(db, "SELECT pgmq.create('taken')")).rejects.toMatchObject({ code: '42P07' })
})

test('reads what contains the condition and leaves the rest visible', async ({ db }) => {
  await ask(db, "SELECT pgmq.create('conditions')")
  await ask(db, `SELECT pgmq.send_batch('conditions', ARRAY['{"t": 1}', '{"t": 2, "x": 0}', '[2]']::jsonb[])`)

  expect(await ask(db, `SELECT msg_id FROM pgmq.read('conditions', 9, 5, '{"t": 2}')`)).toEqual([{ msg_id: '2' }])
  expect(await ask(db, "SELECT msg_id FROM pgmq.read('conditions', 9, 5)")).toEqual([{ msg_id: '1' }, { msg_id: '3' }])
})
