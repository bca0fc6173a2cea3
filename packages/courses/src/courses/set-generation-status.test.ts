import { expect } from 'vitest'

import { aCourse } from '../../test/course-builder.js'
import { test } from '../../test/test.js'
import {
  createCourse,
  type GenerationStatus,
  generationStatus,
  InvalidInputError,
  setGenerationStatus,
  UnknownCourseError,
} from '../index.js'

test('sets the status and takes it back to never started', async ({ db }) => {
  const { id } = await createCourse(db, await aCourse(db))

  expect(await setGenerationStatus(db, { id, status: 'stage_2_init' })).toMatchObject({
    id,
    generationStatus: 'stage_2_init',
  })
  expect(await setGenerationStatus(db, { id, status: null })).toMatchObject({ generationStatus: null })
})

test('knows the labels of the database, in their order', async ({ db }) => {
  const { rows } = await db.query('SELECT unnest(enum_range(NULL::course_catalog.generation_status))::text AS label')

  expect(rows.map((row) => row.label)).toEqual(generationStatus.options)
})

test('throws for an unknown course', async ({ db }) => {
  const id = '00000000-0000-0000-0000-00000000dead'

  await expect(setGenerationStatus(db, { id, status: 'failed' })).rejects.toThrow(UnknownCourseError)
})

test('refuses a status that is none', async ({ db }) => {
  const { id } = await createCourse(db, await aCourse(db))
  const status = JSON.parse('"stage_9_init"') as GenerationStatus

  await expect(setGenerationStatus(db, { id, status })).rejects.toThrow(InvalidInputError)
})
