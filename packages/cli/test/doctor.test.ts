import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { expect } from 'vitest'

import { checkNode } from '../src/doctor/diagnose.js'
import { proxyWithOtherPid } from './proxy-with-other-pid.js'
import { billing, shop } from './shop.js'
import { onServer, test } from './test.js'

test('finds everything in order, as JSON', async ({ project, cli }) => {
  await project.write(shop)
  await cli(['apply'])

  const { exitCode, stdout } = await cli(['doctor', '--json'])
  const { ok, checks, errors } = JSON.parse(stdout)

  expect({ exitCode, ok, errors }).toEqual({ exitCode: 0, ok: true, errors: [] })
  expect(checks).toEqual(
    [
      ['node', process.versions.node],
      ['configuration', '1 packages'],
      ['connection', expect.stringMatching(/^postgres:/)],
      ['server version', expect.stringMatching(/^PostgreSQL 1\d/)],
      ['writable', 'yes'],
      ['pooler', 'none, a direct connection'],
      ['rights', expect.stringContaining('may create schemas')],
      ['ledger', 'present, layout 1'],
      ['lock', 'free'],
      ['stack', 'nothing is pending'],
    ].map(([name, found]) => ({ name, state: 'ok', found })),
  )
})

test('notices a pooler by the process id of the start-up', async ({ project, cli, database }) => {
  await project.write(shop)
  const proxy = await proxyWithOtherPid(database.url)

  const { exitCode, stdout } = await cli(['doctor', '--json', '--database-url', proxy.url])
  await proxy.close()

  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout).checks).toContainEqual({
    name: 'pooler',
    state: 'warning',
    found: expect.stringContaining('one is in between'),
  })
})

test('refuses a role that may not create the schemas that are missing, exit 7', async ({ project, cli, database }) => {
  await project.write(shop)
  const role = `schemata_cli_${randomBytes(6).toString('hex')}`
  await onServer(`CREATE ROLE ${role} LOGIN PASSWORD 'hunter2'`)
  const url = new URL(database.url)
  url.username = role
  url.password = 'hunter2'

  const doctor = await cli(['doctor', '--json', '--database-url', url.toString()])
  const apply = await cli(['apply', '--json', '--database-url', url.toString()])
  await onServer(`DROP ROLE ${role}`)

  for (const { exitCode, stdout, stderr } of [doctor, apply]) {
    expect(exitCode).toBe(7)
    expect(JSON.parse(stdout).errors).toEqual([
      expect.objectContaining({ code: 'RIGHTS_MISSING', hint: expect.stringContaining('GRANT CREATE ON DATABASE') }),
    ])
    expect(stdout + stderr).not.toContain('hunter2')
  }
})

test('reports a role that may not read the ledger, exit 7', async ({ project, cli, database }) => {
  await project.write(shop)
  await cli(['apply'])
  const role = `schemata_cli_${randomBytes(6).toString('hex')}`
  await onServer(`CREATE ROLE ${role} LOGIN PASSWORD 'hunter2'`)
  const url = new URL(database.url)
  url.username = role
  url.password = 'hunter2'

  const { exitCode, stdout } = await cli(['status', '--json', '--database-url', url.toString()])
  await onServer(`DROP ROLE ${role}`)

  expect(exitCode).toBe(7)
  expect(JSON.parse(stdout).errors).toEqual([expect.objectContaining({ code: 'RIGHTS_MISSING' })])
})

test('names who holds the lock', async ({ project, cli, database }) => {
  await project.write(shop)
  const other = new pg.Client({ connectionString: database.url, application_name: 'other-run' })
  await other.connect()
  await other.query('SELECT pg_advisory_lock(1935895653, 1)')

  const { stdout } = await cli(['doctor'])
  await other.end()

  expect(stdout).toMatch(/^lock +warning +held by pid \d+ \(other-run\)$/m)
})

test('reports what is wrong with the stack, exit 10', async ({ project, cli }) => {
  await project.write(shop, { ...billing, requires: [{ key: 'shop', range: '^2.0.0' }] })

  const { exitCode, stdout } = await cli(['doctor', '--json'])

  expect(exitCode).toBe(10)
  expect(JSON.parse(stdout)).toMatchObject({ ok: false, errors: [{ code: 'RANGE_NOT_MET' }] })
})

test('goes on without a configuration', async ({ cli }) => {
  const { exitCode, stdout } = await cli(['doctor', '--json'])
  const { checks } = JSON.parse(stdout)

  expect(exitCode).toBe(2)
  expect(checks).toContainEqual({ name: 'configuration', state: 'failed', found: 'CONFIG_MISSING' })
  expect(checks).toContainEqual(expect.objectContaining({ name: 'connection', state: 'ok' }))
})

test.for([
  ['20.18.3', 'failed'],
  ['20.19.0', 'ok'],
  ['24.1.0', 'ok'],
  ['18.20.0', 'failed'],
] as const)('judges Node.js %s as %s', ([version, state]) => {
  expect(checkNode(version)).toMatchObject({ state, found: version })
})
