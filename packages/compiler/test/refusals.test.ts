import { describe, expect, test } from 'vitest'

import { aPackage, type PackageParts, problemsOf, refusals } from './a-package.js'

const UP = 'migrations/001_notes.sql'
const DOWN = 'migrations/down/001_notes.sql'

/** What is wrong, the package, and `CODE file:line:column` of each refusal. */
const WAYS: readonly (readonly [string, PackageParts, readonly string[]])[] = [
  ['a syntax error', { sql: 'CREATE TABEL notes.note ();' }, [`BUILD_SYNTAX ${UP}:2:8`]],
  ['a string that never ends', { sql: `SELECT '😀', 'x` }, [`BUILD_SYNTAX ${UP}:2:13`]],
  ['BEGIN', { sql: 'BEGIN;' }, [`BUILD_TRANSACTION_CONTROL ${UP}:2:1`]],
  [
    'COMMIT and ROLLBACK',
    { sql: 'COMMIT;\n  ROLLBACK;' },
    [`BUILD_TRANSACTION_CONTROL ${UP}:2:1`, `BUILD_TRANSACTION_CONTROL ${UP}:3:3`],
  ],
  ['a savepoint', { sql: 'SAVEPOINT a;' }, [`BUILD_TRANSACTION_CONTROL ${UP}:2:1`]],
  ['COMMIT in a DO block', { sql: 'DO $$ BEGIN COMMIT; END $$;' }, [`BUILD_TRANSACTION_CONTROL ${UP}:2:13`]],
  ['a psql command', { sql: '\\i other.sql\nSELECT 1;' }, [`BUILD_PSQL_COMMAND ${UP}:2:1`]],
  [
    'psql commands and what stands after them',
    { sql: '\\set x 1\nBEGIN;\n  \\echo ü' },
    [`BUILD_PSQL_COMMAND ${UP}:2:1`, `BUILD_TRANSACTION_CONTROL ${UP}:3:1`, `BUILD_PSQL_COMMAND ${UP}:4:3`],
  ],
  ['an unqualified table', { sql: 'CREATE TABLE note ();' }, [`BUILD_UNQUALIFIED_NAME ${UP}:2:14`]],
  [
    'an unqualified reference',
    { sql: 'CREATE TABLE notes.a (b int REFERENCES c);' },
    [`BUILD_UNQUALIFIED_NAME ${UP}:2:40`],
  ],
  [
    'an unqualified view and its source',
    { sql: 'CREATE VIEW v AS SELECT * FROM note;' },
    [`BUILD_UNQUALIFIED_NAME ${UP}:2:13`, `BUILD_UNQUALIFIED_NAME ${UP}:2:32`],
  ],
  ['an unqualified sequence', { sql: 'CREATE SEQUENCE s;' }, [`BUILD_UNQUALIFIED_NAME ${UP}:2:17`]],
  [
    'an unqualified function',
    { sql: 'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;' },
    [`BUILD_UNQUALIFIED_NAME ${UP}:2:17`],
  ],
  [
    "a call of the package's function",
    { sql: 'CREATE FUNCTION notes.f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;\nSELECT now(), f();' },
    [`BUILD_UNQUALIFIED_NAME ${UP}:3:15`],
  ],
  [
    'an unqualified type',
    { sql: `CREATE TYPE mood AS ENUM ('a');\nCREATE TABLE notes.t (m mood);` },
    [`BUILD_UNQUALIFIED_NAME ${UP}:2:13`, `BUILD_UNQUALIFIED_NAME ${UP}:3:25`],
  ],
  [
    'an unqualified DROP',
    { down: 'DROP TABLE note;\nDROP FUNCTION f(int);\nDROP TRIGGER t ON note;' },
    [
      `BUILD_UNQUALIFIED_NAME ${DOWN}:1:12`,
      `BUILD_UNQUALIFIED_NAME ${DOWN}:2:15`,
      `BUILD_UNQUALIFIED_NAME ${DOWN}:3:19`,
    ],
  ],
  ['an unqualified comment', { sql: `COMMENT ON COLUMN note.id IS 'x';` }, [`BUILD_UNQUALIFIED_NAME ${UP}:2:19`]],
  [
    'an unqualified owner of a sequence',
    { sql: 'ALTER SEQUENCE notes.s OWNED BY note.id;' },
    [`BUILD_UNQUALIFIED_NAME ${UP}:2:33`],
  ],
  [
    'an unqualified relation in a SQL body',
    {
      sql: 'CREATE TABLE notes.note ();\nCREATE FUNCTION notes.f() RETURNS bigint LANGUAGE sql AS $$\nSELECT count(*) FROM note $$;',
    },
    [`BUILD_UNQUALIFIED_NAME ${UP}:4:22`],
  ],
  [
    'unqualified relations in a PL/pgSQL body',
    {
      sql: 'CREATE TABLE notes.note ();\nCREATE FUNCTION notes.f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN\nINSERT INTO note VALUES (1);\nUPDATE note SET a = 1; END $$;',
    },
    [`BUILD_UNQUALIFIED_NAME ${UP}:4:13`, `BUILD_UNQUALIFIED_NAME ${UP}:5:8`],
  ],
  ['an extension', { sql: 'CREATE EXTENSION pgcrypto;' }, [`BUILD_FORBIDDEN_STATEMENT ${UP}:2:1`]],
  [
    'a role',
    { sql: 'CREATE ROLE app;\nCREATE USER u;' },
    [`BUILD_FORBIDDEN_STATEMENT ${UP}:2:1`, `BUILD_FORBIDDEN_STATEMENT ${UP}:3:1`],
  ],
  ['a database', { sql: 'CREATE DATABASE d;' }, [`BUILD_FORBIDDEN_STATEMENT ${UP}:2:1`]],
  ['a tablespace', { sql: `CREATE TABLESPACE t LOCATION '/t';` }, [`BUILD_FORBIDDEN_STATEMENT ${UP}:2:1`]],
  [
    'session settings',
    { sql: `SET search_path = notes;\nSET LOCAL lock_timeout = 1;\nRESET ALL;\nSET ROLE app;` },
    [
      `BUILD_FORBIDDEN_STATEMENT ${UP}:2:1`,
      `BUILD_FORBIDDEN_STATEMENT ${UP}:3:1`,
      `BUILD_FORBIDDEN_STATEMENT ${UP}:4:1`,
      `BUILD_FORBIDDEN_STATEMENT ${UP}:5:1`,
    ],
  ],
  ['COPY from a stream', { sql: 'COPY notes.note FROM STDIN;' }, [`BUILD_FORBIDDEN_STATEMENT ${UP}:2:1`]],
  ['a name of 64 bytes', { sql: `CREATE TABLE notes.${'n'.repeat(64)} ();` }, [`BUILD_NAME_TOO_LONG ${UP}:2:20`]],
  [
    'a name of 32 characters and 64 bytes',
    { sql: `CREATE TABLE notes.${'ü'.repeat(32)} ();` },
    [`BUILD_NAME_TOO_LONG ${UP}:2:20`],
  ],
  [
    'CONCURRENTLY beside another statement',
    { sql: 'CREATE INDEX CONCURRENTLY i ON notes.t (a);' },
    [`BUILD_SEVERAL_NON_TRANSACTIONAL ${UP}:2:1`],
  ],
  [
    'an index without a name, built concurrently',
    {
      files: {
        'migrations/002_i.sql': '--! irreversible: an example\nCREATE INDEX CONCURRENTLY ON notes.t (a);\n',
      },
    },
    ['BUILD_UNNAMED_INDEX migrations/002_i.sql:2:1'],
  ],
  ['VACUUM beside another statement', { sql: 'VACUUM notes.t;' }, [`BUILD_SEVERAL_NON_TRANSACTIONAL ${UP}:2:1`]],
  [
    'transaction: none with several statements',
    { head: '--! transaction: none\n', sql: 'SELECT 1;' },
    [`BUILD_SEVERAL_NON_TRANSACTIONAL ${UP}:2:1`],
  ],
  [
    'CONCURRENTLY in a down',
    { down: 'DROP INDEX CONCURRENTLY notes.i;' },
    [`BUILD_NON_TRANSACTIONAL_DOWN ${DOWN}:1:1`],
  ],
  [
    'an enum label used where it is added',
    { sql: `ALTER TYPE notes.mood ADD VALUE 'new';\nINSERT INTO notes.t VALUES ('new');` },
    [`BUILD_ENUM_VALUE_USED ${UP}:3:1`],
  ],
  [
    'a schema called like its table',
    { sql: 'CREATE TABLE notes.notes ();' },
    [`BUILD_SCHEMA_NAMED_AS_TABLE ${UP}:2:14`],
  ],
  ['CASCADE in a down', { down: 'DROP TABLE notes.note CASCADE;' }, [`BUILD_CASCADE_IN_DOWN ${DOWN}:1:1`]],
  [
    'a first step that does not create the schema',
    { files: { 'migrations/001_notes.sql': '-- x\nCREATE SCHEMA notes;' } },
    [`BUILD_SCHEMA_NOT_CREATED ${UP}:2:1`],
  ],
  ['an unknown head', { head: '--! irreversibel: x\n' }, [`BUILD_UNKNOWN_HEAD_KEY ${UP}:1:1`]],
  ['a head without a value', { head: '-- x\n--! realises:\n' }, [`BUILD_MALFORMED_HEAD ${UP}:2:1`]],
  ['a head without a key', { head: '--! independent\n' }, [`BUILD_MALFORMED_HEAD ${UP}:1:1`]],
  ['a head after the first statement', { sql: '--! independent: true\n' }, [`BUILD_MALFORMED_HEAD ${UP}:2:1`]],
  ['a head in a down', { down: '--! independent: true' }, [`BUILD_MALFORMED_HEAD ${DOWN}:1:1`]],
  ['another transaction mode', { head: '--! transaction: all\n' }, [`BUILD_MALFORMED_HEAD ${UP}:1:1`]],
  ['a step that requires an unknown one', { head: '--! requires: 001_note\n' }, [`BUILD_UNKNOWN_STEP ${UP}:1:1`]],
  [
    'a step that requires an unknown package',
    { head: '--! requires: courses:001_a\n' },
    [`BUILD_UNKNOWN_REQUIREMENT ${UP}:1:1`],
  ],
  ['irreversible and a down', { head: '--! irreversible: no way\n' }, [`BUILD_IRREVERSIBLE_WITH_DOWN ${UP}:1:1`]],
  [
    'a step without a down',
    { files: { 'migrations/002_x.sql': 'SELECT 1;' } },
    ['BUILD_NO_DOWN migrations/002_x.sql:1:1'],
  ],
  [
    'a down without a step',
    { files: { 'migrations/down/002_x.sql': 'SELECT 1;' } },
    ['BUILD_DOWN_WITHOUT_UP migrations/down/002_x.sql'],
  ],
  [
    'a version twice',
    { files: { 'migrations/001_other.sql': '--! irreversible: x\n' } },
    ['BUILD_DUPLICATE_VERSION migrations/001_other.sql'],
  ],
  [
    'a file name without a version',
    { files: { 'migrations/notes.sql': '' } },
    ['BUILD_FILE_NAME migrations/notes.sql'],
  ],
  [
    'a line of ORDER without a file',
    { files: { 'migrations/ORDER': '001_notes\n002_gone\n' } },
    ['BUILD_ORDER_FILE_MISSING migrations/ORDER:2:1'],
  ],
  [
    'a line of ORDER twice',
    { files: { 'migrations/ORDER': '001_notes\n001_notes\n' } },
    ['BUILD_ORDER_REPEATED migrations/ORDER:2:1'],
  ],
  [
    'a merge conflict in ORDER',
    { files: { 'migrations/ORDER': '001_notes\n<<<<<<< HEAD\n=======\n>>>>>>> x\n' } },
    [
      'BUILD_ORDER_MALFORMED migrations/ORDER:2:1',
      'BUILD_ORDER_MALFORMED migrations/ORDER:3:1',
      'BUILD_ORDER_MALFORMED migrations/ORDER:4:1',
    ],
  ],
  [
    'a broken fixture',
    { files: { 'fixtures/rows.sql': 'INSERT notes.note;' } },
    ['BUILD_SYNTAX fixtures/rows.sql:1:8'],
  ],
]

describe('refuses', () => {
  test.each(WAYS)('%s', async (_way, parts, expected) => {
    expect(await refusals(aPackage(parts))).toEqual(expected)
  })
})

/** What looks wrong and is not. */
const FINE: readonly (readonly [string, PackageParts])[] = [
  ['Windows line ends and a byte order mark', { files: { 'fixtures/a.sql': '\uFEFFSELECT 1;\r\nSELECT 2;\r\n' } }],
  ['a gap between versions', { files: { 'migrations/009_x.sql': '--! irreversible: x\n' } }],
  ['a backslash at the beginning of a line of a string', { sql: `SELECT E'a\n\\n';` }],
  ['names of common table expressions', { sql: 'WITH recent AS (SELECT 1) SELECT * FROM recent;' }],
  ['tables of the catalog', { sql: 'SELECT count(*) FROM pg_class;' }],
  ['temporary tables', { sql: 'CREATE TEMP TABLE scratch (a int);\nINSERT INTO scratch VALUES (1);' }],
  ['built-in functions and types', { sql: `SELECT gen_random_uuid(), 'x'::text, now()::date;` }],
  [
    'settings of a function',
    { sql: `CREATE FUNCTION notes.f() RETURNS int LANGUAGE sql SET search_path = notes AS 'SELECT 1';` },
  ],
  ['SET LOCAL in a body', { sql: `DO $$ BEGIN SET LOCAL notes.owner = 'x'; END $$;` }],
  [
    'a label of a type that is made in the same step',
    { sql: `CREATE TYPE notes.m AS ENUM ();\nALTER TYPE notes.m ADD VALUE 'a';\nSELECT 'a'::notes.m;` },
  ],
  [
    'a variable called like a relation, EXTRACT and FOR UPDATE in a body',
    {
      sql: `CREATE TABLE notes.note (a int);
        CREATE FUNCTION notes.f() RETURNS void LANGUAGE plpgsql AS $$ DECLARE note notes.note; BEGIN
          SELECT * INTO note FROM notes.note AS n FOR UPDATE; PERFORM extract(day FROM note); END $$;`,
    },
  ],
  [
    'a head of every key',
    {
      head: '-- why\n--! independent: touches nothing else\n--! realises: 001.sql\n--! requires: 001_notes\n--! requires: notes:001_notes\n',
    },
  ],
]

describe('accepts', () => {
  test.each(FINE)('%s', async (_what, parts) => {
    expect(await problemsOf(aPackage(parts))).toEqual([])
  })
})

test('names both files of a version that is taken twice', async () => {
  const [problem] = await problemsOf(aPackage({ files: { 'migrations/001_other.sql': '--! irreversible: x\n' } }))

  expect(problem).toMatchObject({ files: ['migrations/001_notes.sql', 'migrations/001_other.sql'], version: '001' })
})

test('suggests the nearest head, step and package', async () => {
  const head = '--! requirs: x\n--! requires: 001_note\n--! requires: cources:001_x\n'
  const problems = await problemsOf(aPackage({ head, requires: [{ key: 'courses', schema: 'catalog' }] }))

  expect(problems.map(({ hint }) => hint)).toEqual([
    'Did you mean `requires`?',
    'Did you mean `001_notes`?',
    'Did you mean `courses`?',
  ])
})

test('reports all problems of all files together, sorted by place', async () => {
  const parts = {
    sql: 'COMMIT;\nCREATE TABLE note ();',
    down: 'DROP TABLE note;',
    files: { 'migrations/002_x.sql': 'BEGIN;' },
  }

  expect(await refusals(aPackage(parts))).toEqual([
    'BUILD_TRANSACTION_CONTROL migrations/001_notes.sql:2:1',
    'BUILD_UNQUALIFIED_NAME migrations/001_notes.sql:3:14',
    'BUILD_NO_DOWN migrations/002_x.sql:1:1',
    'BUILD_TRANSACTION_CONTROL migrations/002_x.sql:1:1',
    'BUILD_UNQUALIFIED_NAME migrations/down/001_notes.sql:1:12',
  ])
})

test('knows the steps of a required package where they are given', async () => {
  const courses = { key: 'courses', schema: 'catalog', steps: ['001_courses'] }
  const parts = { head: '--! requires: courses:001_course\n', requires: [courses] }

  expect(await problemsOf(aPackage(parts))).toMatchObject([{ code: 'BUILD_UNKNOWN_STEP', step: '001_course' }])
})
