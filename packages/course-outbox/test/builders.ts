import { randomUUID } from 'node:crypto'

import type { Queryable } from '@schemata/contract'

import type { InitializeFsmWithOutboxParameters, NewJob } from '../src/index.js'

export interface CourseFacts {
  entityId: string
  userId: string
  organizationId: string
}

/** A course with an author and an organization of its own unless told otherwise. */
export async function aCourse(db: Queryable, given: Partial<CourseFacts> = {}): Promise<CourseFacts> {
  const course = {
    entityId: given.entityId ?? randomUUID(),
    userId: given.userId ?? (await aUser(db)),
    organizationId: given.organizationId ?? randomUUID(),
  }
  await db.query(
    `INSERT INTO course_catalog.organizations (id, name, slug) VALUES ($1::uuid, 'Night School', $1::uuid::text)
     ON CONFLICT DO NOTHING`,
    [course.organizationId],
  )
  await db.query(
    `INSERT INTO course_catalog.courses (id, title, slug, user_id, organization_id)
     VALUES ($1::uuid, 'Welding', $1::uuid::text, $2, $3)`,
    [course.entityId, course.userId, course.organizationId],
  )
  return course
}

export async function aUser(db: Queryable): Promise<string> {
  const id = randomUUID()
  await db.query('INSERT INTO auth.users (id) VALUES ($1)', [id])
  return id
}

/** A start of the course's generation under a key of its own. */
export function aStart(
  course: CourseFacts,
  given: Partial<InitializeFsmWithOutboxParameters> = {},
): InitializeFsmWithOutboxParameters {
  return {
    ...course,
    idempotencyKey: `test-${randomUUID()}`,
    initiatedBy: 'API',
    initialState: 'stage_2_init',
    jobs: [{ queue: 'document_processing', data: { file: 1 } }],
    ...given,
  }
}

/** A job of the course. */
export function aJob(entityId: string, given: Partial<NewJob> = {}): NewJob {
  return { entityId, queueName: 'document_processing', data: {}, ...given }
}

/** What several statements see as time passing: moves a column of a job back. */
export async function age(
  db: Queryable,
  column: 'created_at' | 'processed_at' | 'next_attempt_at' | 'lease_until',
  by: string,
) {
  await db.query(`UPDATE course_outbox.job_outbox SET ${column} = ${column} - $1::interval`, [by])
}
