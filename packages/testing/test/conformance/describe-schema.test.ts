import { type CatalogContract, defineSchema, type SchemaPackage } from '@schemata/contract'
import { expect, test } from 'vitest'

import { applyExceptions } from '../../src/conformance/apply-exceptions.js'
import { expectKept } from '../../src/conformance/describe-schema.js'
import { labelsOfCheck } from '../../src/conformance/labels-of-check.js'
import { requiredPackages } from '../../src/conformance/required-packages.js'
import { describeSchema } from '../../src/index.js'
import { labStack } from '../lab-stack.js'
import { emptyPackage } from './empty-package.js'
import { aShelf, factsOfShelf, ruleOf } from './shelf.js'

const LAB_CONTRACT: CatalogContract = {
  format: 1,
  schema: 'lab',
  objects: [
    { kind: 'column', name: 'samples.id', parent: 'samples', facts: { type: 'text', notNull: true } },
    {
      kind: 'constraint',
      name: 'samples.samples_pkey',
      parent: 'samples',
      facts: { type: 'primary key', columns: ['id'], definition: 'PRIMARY KEY (id)' },
    },
    { kind: 'table', name: 'samples', facts: {} },
  ],
}

describeSchema(theLab(), {
  directory: null,
  exceptions: [
    { rule: 'comments', objects: [/^samples/], reason: 'A sample.' },
    { rule: 'names', objects: ['samples.samples_pkey'], reason: 'A sample.' },
    { rule: 'named-constraints', objects: ['samples.samples_pkey'], reason: 'A sample.' },
  ],
})

function theLab(): SchemaPackage {
  const [instance] = labStack().instances
  if (!instance) throw new Error('The stack has one package.')
  const { key, schema, migrations } = instance.package
  return defineSchema({ key, schema, migrations: { ...migrations, contract: LAB_CONTRACT } })
}

test('says every offender and what to do', async () => {
  const facts = await factsOfShelf({
    replace: [
      ["COMMENT ON TABLE shelf.authors IS 'Who writes.';", ''],
      ["COMMENT ON VIEW shelf.lent_books IS 'What is away.';", ''],
    ],
  })

  await expect(expectKept(ruleOf('comments'), facts)).rejects.toMatchObject({
    code: 'TESTING_RULE_BROKEN',
    rule: 'comments',
    message: `It is not true that \`shelf\` comments on every table, column, view, function and type (rule \`comments\`):
- \`authors\` has no comment (a table)
- \`lent_books\` has no comment (a view)
Write \`COMMENT ON …\` beside what creates the object.`,
  })
})

test('passes over what is excepted, and reports an exception that has no use or no reason', () => {
  const rule = ruleOf('comments')
  const offenders = [{ object: 'books', fault: 'has no comment' }]
  const exception = { rule: 'comments', objects: ['books'], reason: 'Says itself.' } as const

  expect(applyExceptions(rule, offenders, [exception])).toEqual([])
  expect(applyExceptions(rule, offenders, [{ ...exception, rule: 'names' }])).toEqual(offenders)
  expect(applyExceptions(rule, [], [exception])).toEqual([
    { object: 'books', fault: 'is excepted and keeps the rule: remove the exception' },
  ])
  expect(applyExceptions(rule, offenders, [{ ...exception, reason: ' ' }])).toEqual([
    { object: 'books', fault: 'is excepted without a reason: state one' },
  ])
})

test('finds the required packages of the required ones', () => {
  const auth = emptyPackage('auth')
  const courses = defineSchema({
    ...emptyPackage('courses'),
    history: undefined,
    requires: [{ package: auth, range: '*' }],
  })
  const outbox = defineSchema({
    ...emptyPackage('outbox'),
    history: undefined,
    requires: [
      { package: courses, range: '*' },
      { package: auth, range: '*' },
    ],
  })

  expect(requiredPackages(outbox).map(({ key }) => key)).toEqual(['auth', 'courses'])
})

test('takes what the host brings from `prepare`', async () => {
  const empty = emptyPackage('host')
  const contract: CatalogContract = { format: 1, schema: 'host', objects: [] }
  const host = defineSchema({ key: 'host', schema: 'host', migrations: { ...empty.migrations, contract } })
  const { shelf } = await aShelf({ definition: { requires: [{ package: host, range: '*' }] } })

  await expect(
    factsOfShelf({
      definition: { requires: shelf.requires },
      options: { provided: ['host'], prepare: (pool) => pool.query('CREATE SCHEMA host') },
    }),
  ).resolves.toMatchObject({ strays: [] })
})

test.for([
  ["CHECK ((status = ANY (ARRAY['a'::text, 'b'::text])))", { column: 'status', labels: ['a', 'b'] }],
  [
    "CHECK (((status)::text = ANY ((ARRAY['a'::character varying, 'it''s'::character varying])::text[])))",
    { column: 'status', labels: ['a', "it's"] },
  ],
  ["CHECK (((status IS NULL) OR (status = ANY (ARRAY['a'::text]))))", { column: 'status', labels: ['a'] }],
  ["CHECK ((status = 'a'::text))", { column: 'status', labels: ['a'] }],
  ["CHECK (((status = 'a'::text) OR (other = 'b'::text)))", undefined],
  ["CHECK ((status <> ALL (ARRAY['a'::text])))", undefined],
  ["CHECK (((other IS NULL) OR (status = 'a'::text)))", undefined],
  ['CHECK ((id > 0))', undefined],
] as const)('reads what a check lists: %s', ([definition, expected]) => {
  expect(labelsOfCheck(definition)).toEqual(expected)
})

test('says why the contract cannot be compared where none is committed', async () => {
  expect(ruleOf('committed-contract').skipped?.(await factsOfShelf())).toBe(
    'there is no catalog.json yet; `schemata contract` writes it',
  )
})
