import { defineSchema, defineStack, type Fixture, type SchemaPackage } from '@schemata/contract'
import { expect, test } from 'vitest'

import { stackDigest } from '../src/stack-digest.js'
import { labStack } from './lab-stack.js'

function lab(): SchemaPackage {
  const [instance] = labStack().instances
  if (!instance) throw new Error('The stack has one package.')
  return instance.package
}

function withFixture(digest: string) {
  const { key, schema, migrations } = lab()
  const script = { sql: '', digest, statements: [], sites: [] }
  const fixtures: Fixture[] = [{ name: 'reference', file: 'fixtures/reference.sql', script }]
  return defineStack({ packages: [defineSchema({ key, schema, migrations: { ...migrations, fixtures } })] })
}

test('is equal for equal stacks', () => {
  expect(stackDigest(labStack())).toBe(stackDigest(labStack()))
  expect(stackDigest(labStack())).toMatch(/^[0-9a-f]{64}$/)
})

test('differs by step, by fixture, by schema and by what the host provides', () => {
  const digests = [
    labStack(),
    labStack('CREATE TABLE lab.racks (id int PRIMARY KEY);\n'),
    labStack('CREATE TABLE lab.racks (id text PRIMARY KEY);\n'),
    withFixture('a'.repeat(64)),
    withFixture('b'.repeat(64)),
    defineStack({ packages: [lab()], schemas: { lab: 'laboratory' } }),
    defineStack({ packages: [lab()], provided: ['lab'] }),
  ].map(stackDigest)

  expect(new Set(digests).size).toBe(digests.length)
})
