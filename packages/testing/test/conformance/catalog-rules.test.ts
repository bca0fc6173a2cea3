import type { CatalogObject } from '@schemata/contract'
import { expect, test } from 'vitest'
import * as z from 'zod'

import type { ConformanceFacts } from '../../src/conformance/conformance-facts.js'
import { brokenRules, factsOfShelf, faults, ROWS } from './shelf.js'

test('a package that keeps the rules breaks none', async () => {
  expect(await brokenRules(await factsOfShelf())).toEqual([])
})

test.for([
  ['definer-functions', '    SET search_path = shelf, pg_temp\n', '', ['lend(): has no search path of its own']],
  ['definer-functions', 'REVOKE ALL ON FUNCTION shelf.lend() FROM PUBLIC;', '', ['lend(): is open to PUBLIC']],
  [
    'search-paths',
    '    SECURITY DEFINER\n    SET search_path = shelf, pg_temp\n',
    '',
    ['lend(): finds its objects by the search path of whoever calls it'],
  ],
  [
    'foreign-keys',
    'ON shelf.books (author_id) WHERE author_id IS NOT NULL',
    'ON shelf.books (status, author_id)',
    ['books.fk_books_author_id: has no index that begins with (author_id)'],
  ],
  [
    'foreign-keys',
    'WHERE author_id IS NOT NULL',
    "WHERE status = 'lent'",
    ['books.fk_books_author_id: has no index that begins with (author_id)'],
  ],
  ['comments', "COMMENT ON TABLE shelf.authors IS 'Who writes.';", '', ['authors: has no comment (a table)']],
  ['comments', "COMMENT ON COLUMN shelf.books.genre IS 'What kind.';", '', ['books.genre: has no comment (a column)']],
  ['comments', "COMMENT ON VIEW shelf.lent_books IS 'What is away.';", '', ['lent_books: has no comment (a view)']],
  ['comments', "COMMENT ON FUNCTION shelf.lend() IS 'Lends.';", '', ['lend(): has no comment (a function)']],
  ['comments', "COMMENT ON TYPE shelf.genre IS 'What kind of book.';", '', ['genre: has no comment (a type)']],
  ['names', 'pk_books', 'books_key', ['books.books_key: is a constraint, expected `pk_…` (primary key)']],
  ['names', 'ck_books_status', 'status_known', ['books.status_known: is a constraint, expected `ck_…` (check)']],
  ['names', 'idx_books_author_id', 'by_author', ['by_author: is an index, expected `idx_…`']],
  [
    'named-constraints',
    'CONSTRAINT ck_books_status CHECK',
    'CHECK',
    ['books.books_status_check: has a name that PostgreSQL made up'],
  ],
  [
    'named-constraints',
    'CONSTRAINT pk_authors PRIMARY KEY',
    'PRIMARY KEY',
    ['authors.authors_pkey: has a name that PostgreSQL made up'],
  ],
] as const)('%s: finds what breaks it: %s', async ([rule, from, to, expected]) => {
  expect(await faults(rule, await factsOfShelf({ replace: [[from, to]] }))).toEqual(expected)
})

test('names: takes the name of a document', async () => {
  const replace = [['ck_books_status', 'status_known']] as const

  expect(await faults('names', await factsOfShelf({ replace, options: { documentNames: ['status_known'] } }))).toEqual(
    [],
  )
  expect(await faults('names', await factsOfShelf({ replace, options: { documentNames: [/^status_/] } }))).toEqual([])
  const documentNames = (kind: string) => kind === 'constraint'
  expect(await faults('names', await factsOfShelf({ replace, options: { documentNames } }))).toEqual([])
})

test('names: wants a trigger to say that it is one, and names in lower case', async () => {
  const facts = await factsOfShelf({
    replace: [
      ['CREATE TRIGGER trg_books_10_lend', 'CREATE TRIGGER lend'],
      ['DROP TRIGGER trg_books_10_lend', 'DROP TRIGGER lend'],
      ['author_id  integer,', 'author_id  integer,\n    "Shelf Mark" text,'],
    ],
  })

  expect(await faults('names', facts)).toEqual([
    'books.lend: is a trigger, expected `trg_…`',
    'books.Shelf Mark: is a column, expected lower case and underscores',
  ])
})

test('enums: finds a generated enum that lists more, less or nothing', async () => {
  const facts = await factsOfShelf()
  const books = ROWS.booksRow.extend({ status: z.enum(['here', 'lent', 'lost']), genre: z.string().nullable() })

  expect(await faults('enums', { ...facts, rows: { ...ROWS, booksRow: books } })).toEqual([
    'books.genre: accepts novel, essay; the generated schema accepts anything',
    'books.status: accepts lent, here; the generated schema accepts here, lent, lost',
  ])
  expect(await faults('enums', { ...facts, rows: { booksRow: ROWS.booksRow } })).toEqual([
    'authors: has no `authorsRow` in src/generated/rows.ts',
  ])
})

test('enums: asks for rows where they are generated', async () => {
  const facts = await factsOfShelf({ files: { 'src/generated/rows.ts': '' } })

  expect(await faults('enums', { ...facts, rows: undefined })).toEqual([
    expect.stringContaining('src/generated/rows.ts: cannot be checked: pass `rows`'),
  ])
})

test('validity: finds a constraint that was never validated', async () => {
  const added = 'ALTER TABLE shelf.books ADD CONSTRAINT ck_books_id CHECK (id > 0) NOT VALID;\n'
  const facts = await factsOfShelf({ replace: [['CREATE INDEX idx_books', `${added}CREATE INDEX idx_books`]] })

  expect(await faults('validity', facts)).toEqual(['books.ck_books_id: is not validated (a constraint)'])
})

test('validity: finds an invalid index', async () => {
  const facts = await factsOfShelf()
  const objects = facts.contract.objects.map((object): CatalogObject => {
    return object.kind === 'index' ? { ...object, facts: { ...object.facts, valid: false } } : object
  })
  const broken: ConformanceFacts = { ...facts, contract: { ...facts.contract, objects } }

  expect(await faults('validity', broken)).toEqual(['idx_books_author_id: is invalid (an index)'])
})
