import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { compileFiles, renderContract } from '@schemata/compiler'
import { type CompiledMigrations, defineSchema, type SchemaDefinition, type SchemaPackage } from '@schemata/contract'
import { onTestFinished } from 'vitest'
import * as z from 'zod'

import { collectFacts } from '../../src/conformance/collect-facts.js'
import type { ConformanceFacts } from '../../src/conformance/conformance-facts.js'
import { type DescribeSchemaOptions, expectKept } from '../../src/conformance/describe-schema.js'
import type { RuleName } from '../../src/conformance/rule.js'
import { RULES } from '../../src/conformance/rules.js'

const TABLES = `CREATE SCHEMA IF NOT EXISTS shelf;

CREATE TYPE shelf.genre AS ENUM ('novel', 'essay');
COMMENT ON TYPE shelf.genre IS 'What kind of book.';

CREATE TABLE shelf.authors (
    id  integer NOT NULL,
    CONSTRAINT pk_authors PRIMARY KEY (id)
);
COMMENT ON TABLE shelf.authors IS 'Who writes.';
COMMENT ON COLUMN shelf.authors.id IS 'Identity.';

CREATE TABLE shelf.books (
    id         integer NOT NULL,
    author_id  integer,
    status     text    NOT NULL,
    genre      shelf.genre,
    CONSTRAINT pk_books PRIMARY KEY (id),
    CONSTRAINT fk_books_author_id FOREIGN KEY (author_id) REFERENCES shelf.authors (id) ON DELETE CASCADE,
    CONSTRAINT ck_books_status CHECK (status IN ('lent', 'here'))
);
COMMENT ON TABLE shelf.books IS 'What stands there.';
COMMENT ON COLUMN shelf.books.id IS 'Identity.';
COMMENT ON COLUMN shelf.books.author_id IS 'Null: nobody knows.';
COMMENT ON COLUMN shelf.books.status IS 'Where it is.';
COMMENT ON COLUMN shelf.books.genre IS 'What kind.';
CREATE INDEX idx_books_author_id ON shelf.books (author_id) WHERE author_id IS NOT NULL;
`

const FUNCTIONS = `CREATE FUNCTION shelf.lend()
    RETURNS trigger
    LANGUAGE plpgsql
    SECURITY DEFINER
    SET search_path = shelf, pg_temp
AS $$
BEGIN
    NEW.status := 'lent';
    RETURN NEW;
END;
$$;
COMMENT ON FUNCTION shelf.lend() IS 'Lends.';
REVOKE ALL ON FUNCTION shelf.lend() FROM PUBLIC;

CREATE TRIGGER trg_books_10_lend
    BEFORE INSERT ON shelf.books
    FOR EACH ROW
    EXECUTE FUNCTION shelf.lend();

CREATE VIEW shelf.lent_books WITH (security_invoker = true) AS SELECT id FROM shelf.books WHERE status = 'lent';
COMMENT ON VIEW shelf.lent_books IS 'What is away.';
`

const FILES = {
  'migrations/001_tables.sql': TABLES,
  'migrations/002_functions.sql': FUNCTIONS,
  'migrations/down/001_tables.sql':
    'DROP TABLE shelf.books;\nDROP TABLE shelf.authors;\nDROP TYPE shelf.genre;\nDROP SCHEMA shelf;\n',
  'migrations/down/002_functions.sql':
    'DROP VIEW shelf.lent_books;\nDROP TRIGGER trg_books_10_lend ON shelf.books;\nDROP FUNCTION shelf.lend();\n',
}

export const ROWS = {
  booksRow: z.object({
    id: z.number(),
    author_id: z.number().nullable(),
    status: z.enum(['here', 'lent']),
    genre: z.enum(['novel', 'essay']).nullable(),
  }),
  authorsRow: z.object({ id: z.number() }),
}

const OPERATIONS =
  '| Operation | By | Test |\n| --- | --- | --- |\n| Lend a book | `shelf.lend()` | `test/lend.test.ts` |\n'

const PACKAGE_JSON = { name: '@example/shelf', version: '1.0.0', files: ['dist', 'migrations', 'catalog.json'] }

export interface ShelfParts {
  /** What is replaced in the files of the package, a text by a text; each must be there. */
  readonly replace?: readonly (readonly [string, string])[]
  /** Further files, or others in place of what is there. */
  readonly files?: Readonly<Record<string, string>>
  readonly packageJson?: Readonly<Record<string, unknown>>
  readonly definition?: Partial<SchemaDefinition>
  /** What is changed after compiling, where the compiler would refuse it. */
  readonly change?: (migrations: CompiledMigrations) => CompiledMigrations
  readonly options?: DescribeSchemaOptions
}

/** A package that keeps every rule, in a folder of its own until the test ends. */
export async function aShelf(parts: ShelfParts = {}): Promise<{ shelf: SchemaPackage; directory: string }> {
  const sql = replaced(FILES, parts.replace ?? [])
  const compiled = await compileFiles({
    key: 'shelf',
    schema: 'shelf',
    npmName: '@example/shelf',
    version: '1.0.0',
    files: sql,
  })
  const migrations = parts.change?.(compiled) ?? compiled
  const directory = await mkdtemp(join(tmpdir(), 'testing-shelf-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  const files = {
    ...sql,
    'package.json': JSON.stringify({ ...PACKAGE_JSON, ...parts.packageJson }),
    'migrations/ORDER': '',
    'test/lend.test.ts': "test('lend', () => {})\n",
    'OPERATIONS.md': OPERATIONS,
    ...parts.files,
  }
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true })
    await writeFile(join(directory, path), text)
  }
  return { shelf: defineSchema({ key: 'shelf', schema: 'shelf', migrations, ...parts.definition }), directory }
}

function replaced(
  files: Readonly<Record<string, string>>,
  pairs: readonly (readonly [string, string])[],
): Record<string, string> {
  let text = JSON.stringify(files)
  for (const [from, to] of pairs) {
    const [old, young] = [from, to].map((part) => JSON.stringify(part).slice(1, -1))
    if (old === undefined || !text.includes(old)) throw new Error(`The package has no \`${from}\`.`)
    text = text.replace(old, () => young ?? '')
  }
  return JSON.parse(text)
}

export async function factsOfShelf(parts: ShelfParts = {}): Promise<ConformanceFacts> {
  const { shelf, directory } = await aShelf(parts)
  return collectFacts(shelf, { directory, exports: {}, rows: ROWS, ...parts.options })
}

/** The faults that a rule finds, `object: fault` each. */
export async function faults(name: RuleName, facts: ConformanceFacts): Promise<readonly string[]> {
  return (await ruleOf(name).check(facts)).map(({ object, fault }) => `${object}: ${fault}`)
}

/** The names of all rules that a package breaks. */
export async function brokenRules(facts: ConformanceFacts): Promise<readonly string[]> {
  const broken: string[] = []
  for (const rule of RULES) {
    await expectKept(rule, facts).catch(() => broken.push(rule.name))
  }
  return broken
}

export function ruleOf(name: RuleName) {
  const rule = RULES.find((candidate) => candidate.name === name)
  if (!rule) throw new Error(`There is no rule ${name}.`)
  return rule
}

/** What `schemata contract` would write for the live schema. */
export function catalogFile({ contract }: ConformanceFacts): string {
  return renderContract(contract)
}
