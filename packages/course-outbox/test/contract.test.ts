import { fileURLToPath } from 'node:url'

import { writeContract } from '@schemata/compiler'
import { expect, test } from 'vitest'

import { eventSource } from '../src/fsm-events/event-source.js'
import * as rows from '../src/generated/rows.js'
import { fsmEventRow, jobRow } from '../src/index.js'

const directory = fileURLToPath(new URL('..', import.meta.url))

test.each([15, 18] as const)('the contract is what the steps make on PostgreSQL %i', async (major) => {
  expect((await writeContract({ directory, major, check: true })).written).toEqual([])
})

test('the program knows the sources of events that the table allows', () => {
  expect([...eventSource.options].sort()).toEqual([...rows.fsmEventsCreatedBy.options].sort())
})

test('jobs and events are made of columns that there are', () => {
  expect(Object.keys(rows.jobOutboxRow.shape)).toEqual(expect.arrayContaining(Object.keys(jobRow.shape)))
  expect(Object.keys(rows.fsmEventsRow.shape)).toEqual(expect.arrayContaining(Object.keys(fsmEventRow.shape)))
})
