import { randomUUID } from 'node:crypto'

import { auth } from '@schemata/auth/schema'
import { defineStack, inSchema } from '@schemata/contract'
import { generationStatus } from '@schemata/courses'
import { courses } from '@schemata/courses/schema'
import { createRunner, fromPool } from '@schemata/runner'
import pg from 'pg'
import { expect } from 'vitest'

import { courseOutbox, initializeFsmWithOutbox, NotPermittedError, transitionGeneration } from '../src/index.js'
import { aStart } from './builders.js'
import { test } from './test.js'

/**
 * What a Supabase host has: identity with more and stricter columns, default privileges
 * for the roles of its API, and the application's own courses in public.
 */
const HOST = `
  CREATE SCHEMA auth;
  CREATE TABLE auth.users (
    instance_id uuid, id uuid NOT NULL CONSTRAINT users_pkey PRIMARY KEY, aud varchar(255), role varchar(255),
    email varchar(255), encrypted_password varchar(255), raw_app_meta_data jsonb, raw_user_meta_data jsonb,
    created_at timestamptz, updated_at timestamptz, is_sso_user boolean NOT NULL DEFAULT false, deleted_at timestamptz
  );
  CREATE UNIQUE INDEX users_email_partial_key ON auth.users (email) WHERE is_sso_user = false;
  ALTER TABLE auth.users ENABLE ROW LEVEL SECURITY;
  CREATE FUNCTION auth.jwt() RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT coalesce(nullif(current_setting('request.jwt.claim', true), ''),
      nullif(current_setting('request.jwt.claims', true), ''))::jsonb
  $$;
  CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT coalesce(nullif(current_setting('request.jwt.claim.sub', true), ''),
      (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'))::uuid
  $$;
  CREATE FUNCTION auth.role() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce(nullif(current_setting('request.jwt.claim.role', true), ''),
      (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role'))::text
  $$;
  CREATE FUNCTION auth.email() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce(nullif(current_setting('request.jwt.claim.email', true), ''),
      (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email'))::text
  $$;
  GRANT USAGE ON SCHEMA auth TO anon, authenticated, service_role;
  GRANT USAGE ON SCHEMA public TO anon, authenticated, service_role;
  ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO anon, authenticated, service_role;
  ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON FUNCTIONS TO anon, authenticated, service_role;
  ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON SEQUENCES TO anon, authenticated, service_role;
  CREATE TABLE public.organizations (
    id uuid NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY, name text NOT NULL, slug text NOT NULL UNIQUE,
    tier text NOT NULL DEFAULT 'free', created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE TYPE public.generation_status AS ENUM (${generationStatus.options.map((label) => `'${label}'`)});
  CREATE TABLE public.courses (
    id uuid NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY, title text NOT NULL, slug text NOT NULL, user_id uuid,
    organization_id uuid NOT NULL, status text NOT NULL DEFAULT 'draft', description text,
    generation_status public.generation_status, created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE FUNCTION public.touch_updated_at() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp
    AS $$ BEGIN NEW.updated_at := now(); RETURN NEW; END $$;
`

const stack = defineStack({
  packages: [auth, courses, courseOutbox],
  schemas: { courses: 'public', 'course-outbox': 'public' },
  provided: ['auth', 'courses'],
})

interface Host {
  /** As the role that made the host and applies the stack, which is no superuser. */
  owner: pg.Pool
}

/** A hand-made host, owned by a role that is no superuser and may not pass row security. */
async function onHost(pool: pg.Pool, url: string, use: (host: Host) => Promise<void>): Promise<void> {
  const name = `course_outbox_${randomUUID().replaceAll('-', '')}`
  await pool.query(`CREATE ROLE ${name} LOGIN PASSWORD 'owner' NOSUPERUSER NOBYPASSRLS`)
  await pool.query(`GRANT anon, authenticated, service_role TO ${name}`)
  await pool.query(`CREATE DATABASE ${name} OWNER ${name}`)
  const place = new URL(url)
  Object.assign(place, { pathname: name, username: name, password: 'owner' })
  const owner = new pg.Pool({ connectionString: place.href, max: 4 })
  owner.on('error', () => {})
  try {
    await owner.query(HOST)
    await use({ owner })
  } finally {
    await owner.end()
    await pool.query(`DROP DATABASE ${name} WITH (FORCE)`)
    await pool.query(`DROP ROLE ${name}`)
  }
}

async function aHostCourse(db: pg.Pool) {
  const course = { entityId: randomUUID(), userId: randomUUID(), organizationId: randomUUID() }
  await db.query('INSERT INTO auth.users (id) VALUES ($1)', [course.userId])
  await db.query(`INSERT INTO courses (id, title, slug, user_id, organization_id) VALUES ($1, 'T', 't', $2, $3)`, [
    course.entityId,
    course.userId,
    course.organizationId,
  ])
  return course
}

async function as<Value>(owner: pg.Pool, role: string, claims: object, use: (db: pg.PoolClient) => Promise<Value>) {
  const client = await owner.connect()
  try {
    await client.query('BEGIN')
    await client.query(`SELECT set_config('request.jwt.claims', $1, true)`, [JSON.stringify({ role, ...claims })])
    await client.query(`SET LOCAL ROLE ${role}`)
    return await use(client)
  } finally {
    await client.query('ROLLBACK')
    client.release()
  }
}

test('works on a host that brings users and courses, owned by no superuser', async ({ pool, url }) => {
  await onHost(pool, url, async ({ owner }) => {
    const runner = createRunner({ stack, sessions: fromPool(owner) })
    expect(await runner.apply()).toMatchObject({ outcome: 'applied', errors: [] })
    const course = await aHostCourse(owner)
    const at = (db: pg.PoolClient | pg.Pool) => inSchema(db, courseOutbox, 'public')

    const mine = { sub: course.userId }
    await as(owner, 'authenticated', mine, async (db) => {
      expect(await initializeFsmWithOutbox(at(db), aStart(course))).toMatchObject({ fsmState: { version: 1 } })
    })
    await as(owner, 'authenticated', { sub: randomUUID() }, async (db) => {
      await expect(initializeFsmWithOutbox(at(db), aStart(course))).rejects.toThrow(NotPermittedError)
    })
    await as(owner, 'anon', {}, async (db) => {
      await expect(initializeFsmWithOutbox(at(db), aStart(course))).rejects.toThrow(NotPermittedError)
    })
    for (const table of ['job_outbox', 'idempotency_keys', 'fsm_events']) {
      await as(owner, 'authenticated', mine, async (db) => {
        await expect(db.query(`SELECT FROM ${table}`)).rejects.toMatchObject({ code: '42501' })
      })
    }
    await as(owner, 'service_role', {}, async (db) => {
      await initializeFsmWithOutbox(at(db), aStart(course))
      await transitionGeneration(at(db), { entityId: course.entityId, toState: 'stage_2_processing' })
      expect((await db.query('SELECT FROM fsm_events')).rowCount).toBe(2)
    })

    const reverted = await runner.revert({ packages: ['course-outbox'], allowDataLoss: true })
    expect(reverted).toMatchObject({ outcome: 'reverted' })
    expect((await owner.query(`SELECT to_regclass('courses') IS NOT NULL AS kept`)).rows).toEqual([{ kept: true }])
    expect(await runner.apply()).toMatchObject({ outcome: 'applied' })
  })
})

test('the map of transitions holds the states that the host has, be they fewer', async ({ db }) => {
  const { steps } = courseOutbox.migrations
  for (const step of steps.toReversed()) await db.query(step.down?.sql ?? '')
  await db.query(`
    DROP SCHEMA course_catalog CASCADE;
    CREATE SCHEMA course_catalog;
    CREATE TYPE course_catalog.generation_status AS ENUM
      ('pending', 'stage_5_complete', 'finalizing', 'completed', 'failed', 'cancelled');
    CREATE TABLE course_catalog.courses (
      id uuid PRIMARY KEY, generation_status course_catalog.generation_status, updated_at timestamptz
    );
  `)

  for (const step of steps) await db.query(step.up.sql)

  const { rows } = await db.query(
    `SELECT to_state FROM course_outbox.generation_transitions WHERE from_state = 'stage_5_complete' ORDER BY to_state`,
  )
  expect(rows.map(({ to_state }) => to_state)).toEqual(['finalizing', 'failed', 'cancelled'])
})
