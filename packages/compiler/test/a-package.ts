import { type BuildError, BuildRefusedError, type CompileInput, compileFiles } from '../src/index.js'

export const FACTS = { key: 'notes', schema: 'notes', npmName: '@example/notes', version: '1.0.0' }

/** A package `notes` whose first step creates the schema and then runs the SQL. */
export function aPackage({ sql = '', down = '', head = '', ...more }: PackageParts = {}): CompileInput {
  const { files = {}, ...facts } = more
  return {
    ...FACTS,
    ...facts,
    files: {
      'migrations/001_notes.sql': `${head}CREATE SCHEMA IF NOT EXISTS notes;\n${sql}`,
      'migrations/down/001_notes.sql': `${down}\nDROP SCHEMA notes;\n`,
      ...files,
    },
  }
}

export interface PackageParts extends Partial<CompileInput> {
  /** Begins in line 2 of the step. */
  sql?: string
  down?: string
  head?: string
}

/** The problems for which a package is refused; none when it is not. */
export async function problemsOf(input: CompileInput): Promise<readonly BuildError[]> {
  try {
    await compileFiles(input)
    return []
  } catch (error) {
    if (error instanceof BuildRefusedError) return error.problems
    throw error
  }
}

/** `CODE file:line:column` of each problem. */
export async function refusals(input: CompileInput): Promise<readonly string[]> {
  return (await problemsOf(input)).map(({ code, place: { file, line, column } }) => {
    return `${code} ${[file, line, column].filter((part) => part !== undefined).join(':')}`
  })
}

/** The SQL with every site between brackets. */
export async function marked(input: CompileInput): Promise<string> {
  const { steps } = await compileFiles(input)
  const script = steps[0]?.up
  if (!script) throw new Error('The package has no step.')
  return script.sites.reduceRight(
    (sql, { at, name }) => `${sql.slice(0, at)}[${sql.slice(at, at + name.length)}]${sql.slice(at + name.length)}`,
    script.sql,
  )
}
