import { expect } from 'vitest'

import { test } from '../../test/test.js'
import { assertTables } from '../index.js'

test('a complete database passes', async ({ db }) => {
  await expect(assertTables(db)).resolves.toBeUndefined()
})

test('a missing table, column and queue are named, all of them', async ({ db }) => {
  await db.query('ALTER TABLE gpu_dev.reservations DROP COLUMN oom_count')
  await db.query('DROP TABLE gpu_dev.disk_operations, gpu_dev.disks CASCADE')
  await db.query("SELECT pgmq.drop_queue('disk_operations')")

  await expect(assertTables(db)).rejects.toMatchObject({
    code: 'GPU_MISSING_TABLES',
    missing: [
      'gpu_dev.disk_operations',
      'gpu_dev.disks',
      'gpu_dev.reservations.oom_count',
      'pgmq.q_disk_operations',
      'pgmq.a_disk_operations',
    ],
    message: expect.stringContaining('gpu_dev.disks'),
  })
})

test('another name of the schema is looked under', async ({ db }) => {
  await expect(assertTables(db, { schema: 'elsewhere' })).rejects.toMatchObject({
    missing: expect.arrayContaining(['elsewhere.reservations']),
  })
})
