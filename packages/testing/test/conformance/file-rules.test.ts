import { defineSchema } from '@schemata/contract'
import { expect, test } from 'vitest'

import { emptyPackage } from './empty-package.js'
import { factsOfShelf, faults } from './shelf.js'

test('manifest: finds what is not of the documented shape', async () => {
  const facts = await factsOfShelf()
  const { migrations } = facts.package
  const [first, ...others] = migrations.steps
  if (!first) throw new Error('The package has steps.')
  const steps = [{ ...first, version: '1.0' }, ...others]
  const broken = defineSchema({ key: 'shelf', schema: 'shelf', migrations: { ...migrations, steps } })

  expect(await faults('manifest', { ...facts, package: broken })).toEqual([
    expect.stringContaining('/steps/0/version: must match pattern'),
  ])
})

test('packed-files: finds what is not published, and what is not there', async () => {
  const unpublished = await factsOfShelf({ packageJson: { files: ['dist'] }, files: { 'catalog.json': '{}' } })
  expect(await faults('packed-files', unpublished)).toEqual([
    'migrations/ORDER: is not published',
    'migrations/001_tables.sql: is not published',
    'migrations/down/001_tables.sql: is not published',
    'migrations/002_functions.sql: is not published',
    'migrations/down/002_functions.sql: is not published',
    'catalog.json: is not published',
  ])

  const partly = await factsOfShelf({ packageJson: { files: ['migrations/**', '!migrations/down'] } })
  expect(await faults('packed-files', partly)).toEqual([
    'migrations/down/001_tables.sql: is not published',
    'migrations/down/002_functions.sql: is not published',
  ])

  const folder = await factsOfShelf({
    change: (migrations) => ({
      ...migrations,
      steps: migrations.steps.map((step) => ({ ...step, file: step.file.replace('002', '003') })),
    }),
  })
  expect(await faults('packed-files', folder)).toEqual([
    'migrations/003_functions.sql: is not there, though the manifest has it',
  ])
})

test('peers: finds ranges that differ and requirements that only one of the two states', async () => {
  const auth = emptyPackage('auth')
  const requires = [{ package: auth, range: '^1.0.0' }]

  const absent = await factsOfShelf({ definition: { requires } })
  expect(await faults('peers', absent)).toEqual(['@example/auth: is required as `^1.0.0`, and is no peer'])

  const other = await factsOfShelf({
    definition: { requires },
    packageJson: { peerDependencies: { '@example/auth': '^2.0.0', pg: '>=8' } },
  })
  expect(await faults('peers', other)).toEqual([
    '@example/auth: is required as `^1.0.0`, and is a peer of range `^2.0.0`',
  ])

  const unstated = await factsOfShelf({
    packageJson: { peerDependencies: { '@example/auth': '^1.0.0' } },
    files: {
      'node_modules/@example/auth/package.json': '{ "exports": { "./schema": "./schema.js" } }',
      'node_modules/@example/auth/schema.js': '',
    },
  })
  expect(await faults('peers', unstated)).toEqual([
    '@example/auth: is a peer and a schema package, and is not in `requires`',
  ])
})

test('operations: finds rows that are not true', async () => {
  const text = `
| Operation | By | Test |
| --- | --- | --- |
| Lend | \`lendBook\` | \`test/lend.test.ts\` |
| Return | \`shelf.lend()\` | \`test/return.test.ts\` |
| Count | \`countBooks\` | \`test/lend.test.ts\` |
| Fill | \`sample.sql\` | \`test/lend.test.ts\` |
| Read | \`shelf_reader\` | \`test/read.test.ts\` |
| Empty | \`reset.sql\` | \`test/lend.test.ts\` |
| Burn | nobody | \`test/lend.test.ts\` |
`
  const facts = await factsOfShelf({
    files: {
      'OPERATIONS.md': text,
      'dev/sample.sql': '',
      'test/lend.test.ts': "test('lend sample.sql')",
      'test/read.test.ts': "test('shelf_reader')",
    },
    definition: { roles: ['shelf_reader'] },
    options: { exports: { countBooks: () => 0 } },
  })

  expect(await faults('operations', facts)).toEqual([
    'Lend: names `lendBook`, which is neither exported nor part of the schema',
    'Return: names the test `test/return.test.ts`, which is not there',
    'Return: names `shelf.lend()`, of which no test speaks',
    'Count: names `countBooks`, of which no test speaks',
    'Empty: names `reset.sql`, which is neither exported nor part of the schema',
    'Burn: names nothing that answers it',
  ])
  expect(await faults('operations', { ...facts, exports: undefined })).toEqual([
    expect.stringContaining('OPERATIONS.md: cannot be checked: pass `exports`'),
  ])
})

test('asks for the folder where it is not found, and leaves the files out where told so', async () => {
  await expect(factsOfShelf({ options: { directory: '/nowhere' } })).rejects.toMatchObject({
    code: 'TESTING_FOLDER_NOT_FOUND',
    message: 'There is no package.json of `@example/shelf` at /nowhere.',
  })

  const facts = await factsOfShelf({ options: { directory: null } })
  for (const rule of ['packed-files', 'peers', 'operations'] as const) expect(await faults(rule, facts)).toEqual([])
})
