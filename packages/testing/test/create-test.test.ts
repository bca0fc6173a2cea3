import { describe, expect } from 'vitest'

import { createTest, withTwoClients } from '../src/index.js'
import { beginTest, rollBack } from '../src/roll-back.js'
import { labStack } from './lab-stack.js'

const test = createTest(labStack())

describe('db', () => {
  for (const attempt of ['first', 'second']) {
    test(`is rolled back after each test (${attempt})`, async ({ db }) => {
      await db.query("INSERT INTO lab.samples (id) VALUES ('sample-1')")

      const { rows } = await db.query('SELECT id FROM lab.samples ORDER BY id')

      expect(rows).toEqual([{ id: 'reference' }, { id: 'sample-1' }])
    })
  }

  test('is not seen by other connections', async ({ db, pool }) => {
    await db.query("INSERT INTO lab.samples (id) VALUES ('sample-2')")

    expect((await pool.query("SELECT id FROM lab.samples WHERE id = 'sample-2'")).rows).toEqual([])
  })

  test('is usable after a test in which a statement failed', async ({ db }) => {
    await expect(db.query('SELECT 1/0')).rejects.toThrow('division by zero')
  })

  test('notices a transaction that the test has ended', async ({ pool }) => {
    const client = await pool.connect()
    await beginTest(client)
    await client.query('COMMIT')

    await expect(rollBack(client)).rejects.toMatchObject({ code: 'TESTING_TRANSACTION_ENDED' })

    client.release()
  })

  test('notices a transaction of the test itself in place of its own', async ({ pool }) => {
    const client = await pool.connect()
    await beginTest(client)
    await client.query('ROLLBACK')
    await client.query('BEGIN')

    await expect(rollBack(client)).rejects.toMatchObject({ code: 'TESTING_TRANSACTION_ENDED' })

    client.release()
  })
})

describe('pool', () => {
  test('keeps what a test commits', async ({ pool }) => {
    await pool.query("INSERT INTO lab.samples (id) VALUES ('committed')")
  })

  test('has it for the rest of the file', async ({ pool, db, url }) => {
    const sql = "SELECT current_database() AS name, count(*)::int AS count FROM lab.samples WHERE id = 'committed'"
    const name = new URL(url).pathname.slice(1)

    expect((await pool.query(sql)).rows).toEqual([{ name, count: 1 }])
    expect((await db.query(sql)).rows).toEqual([{ name, count: 1 }])
  })
})

describe('withTwoClients', () => {
  test('gives two sessions, and frees what they hold', async ({ pool }) => {
    const pids = await withTwoClients(pool, async (one, two) => {
      await one.query('BEGIN')
      await one.query("SELECT id FROM lab.samples WHERE id = 'reference' FOR UPDATE")
      const locked = await two.query("SELECT id FROM lab.samples WHERE id = 'reference' FOR UPDATE SKIP LOCKED")
      expect(locked.rows).toEqual([])
      return Promise.all([one, two].map((client) => client.query('SELECT pg_backend_pid() AS pid')))
    })

    expect(pids[0]?.rows[0]?.pid).not.toBe(pids[1]?.rows[0]?.pid)
    await pool.query("SET lock_timeout = '5s'; SELECT id FROM lab.samples WHERE id = 'reference' FOR UPDATE")
  })
})
