import { describe, expect, test } from 'vitest'

import { aPackage, marked, problemsOf } from './a-package.js'

const REQUIRES = [{ key: 'courses', schema: 'courses' }]
const ROLES = ['app']

async function markedSql(sql: string): Promise<string> {
  const text = await marked(aPackage({ sql, requires: REQUIRES, roles: ROLES }))
  return text.split('\n').slice(1, -1).join('\n')
}

const body = (code: string) => `CREATE FUNCTION notes.f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN ${code} END $$;`
const markedBody = (code: string) =>
  `CREATE FUNCTION [notes].f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN ${code} END $$;`

describe('marks', () => {
  test.each([
    ['a qualifier', 'SELECT * FROM [notes].note;'],
    ['a qualifier of three parts, not its column', 'SELECT [notes].note.notes FROM [notes].note;'],
    ['a quoted qualifier', 'SELECT * FROM "[notes]".note;'],
    ["a required package's schema", 'SELECT * FROM [courses].course;'],
    ['white space and comments around the dot', 'SELECT * FROM [notes] /* notes.x */ . note;'],
    ['what stands after text beyond ASCII', `SELECT 'äöü 🛠' FROM [notes].note;`],
    ['a schema after SCHEMA', 'GRANT USAGE ON SCHEMA [notes] TO [app];'],
    ['several schemas after SCHEMA', 'GRANT SELECT ON ALL TABLES IN SCHEMA [notes], [courses] TO PUBLIC;'],
    ['ALTER … SET SCHEMA', 'ALTER TABLE [notes].note SET SCHEMA [notes];'],
    [
      'strings cast to a reg-type',
      `SELECT '[notes].note'::regclass, regclass '[notes].note', CAST('[notes].f(int)' AS regprocedure);`,
    ],
    ['a chain of casts', `SELECT '[notes].note'::text::pg_catalog.regclass;`],
    ['a whole name cast to regnamespace', `SELECT '[notes]'::regnamespace, to_regnamespace('[notes]');`],
    [
      'arguments that are names',
      `SELECT nextval('[notes].s'), to_regclass('[notes].t'), pg_get_serial_sequence('[notes].t', 'id');`,
    ],
    [
      'arguments of privilege functions',
      `SELECT has_table_privilege('[app]', '[notes].t', 'SELECT'), has_schema_privilege('[notes]', 'USAGE');`,
    ],
    [
      'comparisons with names of schemas',
      `SELECT FROM information_schema.tables WHERE table_schema = '[notes]' OR table_schema IN ('public', '[notes]');`,
    ],
    ['search_path in set_config', `SELECT set_config('search_path', '[notes], "[courses]", pg_temp', true);`],
    [
      'types, also as %TYPE',
      'CREATE FUNCTION [notes].f(a [notes].t.c%TYPE) RETURNS SETOF [notes].t LANGUAGE sql AS $$ SELECT 1 $$;',
    ],
    [
      'roles of grants, policies and owners',
      'ALTER TABLE [notes].t OWNER TO [app];\nCREATE POLICY p ON [notes].t TO [app], other;',
    ],
    ['a quoted role', 'GRANT SELECT ON [notes].t TO "[app]";'],
    [
      'bodies between quotes, with quotes inside',
      `CREATE FUNCTION [notes].f() RETURNS text LANGUAGE sql AS 'SELECT name || ''x'' FROM [notes].t';`,
    ],
    [
      'bodies with escapes',
      `CREATE FUNCTION [notes].f() RETURNS text LANGUAGE sql AS E'SELECT \\'\\u00fc\\' FROM [notes].t';`,
    ],
    ['EXECUTE', markedBody(`EXECUTE 'DELETE FROM [notes].t WHERE ''[notes].t''::regclass IS NULL';`)],
    [
      'EXECUTE of format',
      markedBody(`EXECUTE format('DELETE FROM [notes].%I WHERE a = %L', 't', $1) USING 'notes, and more';`),
    ],
    ['EXECUTE inside EXECUTE', markedBody(`EXECUTE 'DO $x$ BEGIN EXECUTE ''DROP TABLE [notes].t''; END $x$';`)],
    ['a string that goes on in another line', `SELECT '[notes].'\n  'note'::regclass;`],
    ['search_path in a body', markedBody('SET LOCAL search_path = [notes], pg_temp;')],
    ['roles granted to roles', 'GRANT [app] TO writer;\nREVOKE writer FROM "[app]";'],
    [
      'bodies after a CASE',
      'CREATE FUNCTION [notes].f(a int DEFAULT CASE WHEN true THEN 1 ELSE 2 END) RETURNS int LANGUAGE sql AS $$ SELECT count(*) FROM [notes].t $$;',
    ],
    ['roles in a body', markedBody('GRANT SELECT ON [notes].t TO [app]; ALTER TABLE [notes].t OWNER TO [app];')],
  ])('%s', async (_what, expected) => {
    expect(await markedSql(expected.replace(/\[(\w+)\]/g, '$1'))).toBe(expected)
  })
})

describe('leaves alone', () => {
  test.each([
    ['comments', '-- notes.note\n/* notes.note */ SELECT 1;'],
    ['prose of COMMENT ON', `COMMENT ON TABLE [notes].t IS 'see notes.note';`],
    ['a column of the same name', 'SELECT t.notes, notes FROM [notes].t AS t;'],
    ['settings', `SELECT current_setting('notes.owner', true), set_config('notes.owner', 'x', true);`],
    [
      'text without a qualifier in it',
      `SELECT 'my notes. Then', 'https://notes.example.org', 'a.notes.b', 'footnotes.x';`,
    ],
    ['names that merely contain it', 'SELECT * FROM [notes].notes_old, [notes].mynotes;'],
  ])('%s', async (_what, expected) => {
    expect(await markedSql(expected.replace(/\[(\w+)\]/g, '$1'))).toBe(expected)
  })
})

describe('refuses as undecidable', () => {
  test.each([
    ['a string that may be a name', `SELECT pg_notify('notes.changed', '');`, 19],
    ['a string without its cast', `SELECT 'notes.note';`, 9],
    ['a table used by its own name', 'SELECT courses.id FROM notes.courses;', 8],
    ['an alias', 'SELECT notes.id FROM notes.note AS notes;', 8],
    ['a field of a column', 'UPDATE notes.note SET a = 1, courses.id = 1;', 30],
    [
      'an alias in a SQL body',
      'CREATE FUNCTION notes.f() RETURNS int LANGUAGE sql AS $$ SELECT notes.id FROM notes.t notes $$;',
      65,
    ],
    ['a variable in a PL/pgSQL body', 'DO $$ DECLARE courses record; BEGIN PERFORM courses.id; END $$;', 45],
    ['a relation without alias in a PL/pgSQL body', 'DO $$ BEGIN PERFORM courses.id FROM notes.courses; END $$;', 21],
    [
      'a parameter',
      'CREATE FUNCTION notes.f(courses record) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN courses.id; END $$;',
      89,
    ],
    ['capitals', 'SELECT * FROM Notes.note;', 15],
    ['escapes inside the name', `SELECT E'n\\x6ftes.note'::regclass;`, 10],
    ['a bare name beside EXECUTE', body(`EXECUTE format('DROP TABLE %I.t', 'notes');`), 104],
    ['a bare name glued into EXECUTE', body(`EXECUTE 'DROP TABLE ' || 'notes' || '.t';`), 95],
    ['data that is put into EXECUTE', body(`EXECUTE 'SELECT ' || quote_literal('notes.x');`), 105],
    [
      'a body in another language',
      `CREATE FUNCTION notes.f() RETURNS int LANGUAGE plpython3u AS 'run("notes.t")';`,
      68,
    ],
  ])('%s', async (_what, sql, column) => {
    const problems = await problemsOf(aPackage({ sql, requires: REQUIRES }))

    expect(problems.map(({ code }) => code)).toContain('BUILD_UNDECIDABLE_SITE')
    expect(problems.find(({ code }) => code === 'BUILD_UNDECIDABLE_SITE')?.place).toMatchObject({ line: 2, column })
    expect(problems[0]?.hint).toBeTruthy()
  })
})

test('lets a package that keeps its name say it anywhere', async () => {
  const parts = { sql: `SELECT pg_notify('notes.changed', 'x');`, relocatable: false }

  expect(await problemsOf(aPackage(parts))).toEqual([])
})
