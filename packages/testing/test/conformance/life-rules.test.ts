import type { CompiledMigrations, Script, Step } from '@schemata/contract'
import { expect, test } from 'vitest'

import type { Workbench } from '../../src/conformance/workbench.js'
import { catalogFile, factsOfShelf, faults } from './shelf.js'

function changeStep(index: number, change: (step: Step) => Step) {
  return (migrations: CompiledMigrations): CompiledMigrations => ({
    ...migrations,
    steps: migrations.steps.map((step, at) => (at === index ? change(step) : step)),
  })
}

/** SQL behind the script that the compiler would refuse. */
function add<T extends Script>(script: T, sql: string): T {
  return { ...script, sql: `${script.sql}${sql}\n`, statements: [...script.statements, script.sql.length] }
}

test('second-apply: finds a step that is applied again', async () => {
  const facts = await factsOfShelf()
  const { workbench } = facts
  const again = { version: '002', name: 'functions', package: 'shelf', executionTimeMs: 1 }
  const forgetful: Workbench = {
    ...workbench,
    runner: (...parameters) => ({
      ...workbench.runner(...parameters),
      apply: async () => ({ outcome: 'applied', applied: [again], errors: [] }),
    }),
  }

  expect(await faults('second-apply', facts)).toEqual([])
  expect(await faults('second-apply', { ...facts, workbench: forgetful })).toEqual(['002_functions: is applied again'])
})

test('down-and-up and own-schema: find what is made elsewhere, and left there', async () => {
  const facts = await factsOfShelf({
    change: changeStep(1, (step) => ({
      ...step,
      up: add(step.up, 'CREATE FUNCTION public.rest() RETURNS int LANGUAGE sql RETURN 1;'),
    })),
  })

  expect(await faults('down-and-up', facts)).toEqual(['function public.rest(): is left after the last down script'])
  expect(await faults('own-schema', facts)).toEqual([
    'function public.rest(): is made by the install, outside the schema',
  ])
})

test('down-and-up: finds a schema that is left', async () => {
  const facts = await factsOfShelf({
    replace: [['DROP TYPE shelf.genre;\nDROP SCHEMA shelf;', 'DROP TYPE shelf.genre;']],
  })

  expect(await faults('down-and-up', facts)).toEqual(['shelf: is left (the schema itself) after the last down script'])
})

test('step-by-step: finds a down script that takes too much, and one that takes too little', async () => {
  const tooMuch = await factsOfShelf({
    replace: [['DROP FUNCTION shelf.lend();', 'DROP FUNCTION shelf.lend();\nDROP INDEX shelf.idx_books_author_id;']],
  })
  expect(await faults('step-by-step', tooMuch)).toEqual([
    'idx_books_author_id: down from 002_functions: Index `idx_books_author_id` is expected, found none.',
    'idx_books_author_id: up again to 002_functions: Index `idx_books_author_id` is expected, found none.',
  ])

  const tooLittle = await factsOfShelf({
    replace: [
      ['CREATE VIEW shelf.lent_books', 'CREATE OR REPLACE VIEW shelf.lent_books'],
      ['DROP VIEW shelf.lent_books;\n', ''],
      ['DROP TABLE shelf.books;', 'DROP VIEW IF EXISTS shelf.lent_books;\nDROP TABLE shelf.books;'],
    ],
  })
  expect(await faults('step-by-step', tooLittle)).toEqual([
    'lent_books: down from 002_functions: View `lent_books` is not expected, found one in the database.',
  ])
})

test('goes down to a step that cannot be undone, and no further', async () => {
  const facts = await factsOfShelf({
    change: changeStep(0, (step) => ({ ...step, down: null, downFile: null, irreversible: 'Books stay.' })),
  })

  expect(await faults('down-and-up', facts)).toEqual([])
  expect(await faults('step-by-step', facts)).toEqual([])
})

test('two-names: finds a name that is not moved', async () => {
  const facts = await factsOfShelf({
    change: changeStep(1, (step) => {
      const from = step.up.sql.indexOf('search_path')
      const sites = step.up.sites.filter(({ at }) => at < from || at > from + 20)
      return { ...step, up: { ...step.up, sites } }
    }),
  })

  const mention = /^s_[0-9a-f]{16}\.lend\(\): still mentions `shelf` when installed as `s_[0-9a-f]{16}`$/
  expect(await faults('two-names', facts)).toEqual([expect.stringMatching(mention), expect.stringMatching(mention)])
})

test('two-names: finds a name in a body that is only there when it runs', async () => {
  const facts = await factsOfShelf({
    replace: [
      ["NEW.status := 'lent';", "-- shelf.lend\n    NEW.status := (SELECT 'lent' FROM shelf.authors LIMIT 1);"],
    ],
    change: changeStep(1, (step) => {
      const from = step.up.sql.indexOf('FROM shelf.authors')
      const sites = step.up.sites.filter(({ at }) => at < from || at > from + 10)
      return { ...step, up: { ...step.up, sites } }
    }),
  })

  expect(await faults('two-names', facts)).toEqual([
    expect.stringContaining('.lend(): still mentions `shelf`'),
    expect.stringContaining('.lend(): still mentions `shelf`'),
  ])
})

test('in-public: finds what is made under the own name all the same', async () => {
  const facts = await factsOfShelf({
    change: changeStep(1, (step) => {
      const from = step.up.sql.indexOf('search_path')
      const sites = step.up.sites.filter(({ at }) => at < from || at > from + 20)
      return { ...step, up: { ...step.up, sites } }
    }),
  })

  expect(await faults('in-public', facts)).toEqual(['lend(): still mentions `shelf` when installed as `public`'])
})

test('committed-contract: compares with catalog.json, and that with what was built', async () => {
  const good = await factsOfShelf()
  const catalog = catalogFile(good)
  const build = (migrations: CompiledMigrations) => ({ ...migrations, contract: good.contract })

  expect(
    await faults('committed-contract', await factsOfShelf({ files: { 'catalog.json': catalog }, change: build })),
  ).toEqual([])

  const stale = catalog.replace('"Who writes."', '"Who wrote."')
  expect(
    await faults('committed-contract', await factsOfShelf({ files: { 'catalog.json': stale }, change: build })),
  ).toEqual([
    'authors: live: Table `authors`: comment is expected to be `Who wrote.`, found `Who writes.`.',
    'src/generated/migrations.ts: does not hold the catalog.json that is there: run `schemata build`',
  ])
})
