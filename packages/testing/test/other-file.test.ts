import { expect } from 'vitest'

import { createTest } from '../src/index.js'
import { labStack } from './lab-stack.js'

const test = createTest(labStack())

test('never sees what another file has committed', async ({ pool }) => {
  const { rows } = await pool.query('SELECT id FROM lab.samples')

  expect(rows).toEqual([{ id: 'reference' }])
})
