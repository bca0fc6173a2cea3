import type { ConformanceFacts } from '../conformance-facts.js'
import { objectsOf } from '../objects-of.js'
import type { PackageFolder } from '../package-folder.js'
import type { Offender, Rule } from '../rule.js'

const FILE = 'OPERATIONS.md'

export const operations: Rule = {
  name: 'operations',
  title: 'lists in OPERATIONS.md what exists and is tested',
  remedy: 'Correct the row: operation, accessor or SQL object, test file, the last two between backticks.',
  check: async (facts) => {
    const { folder, exports } = facts
    if (!folder) return []
    const text = await folder.read(FILE)
    if (text === undefined) return [{ object: FILE, fault: 'is not there' }]
    if (!exports)
      return [
        { object: FILE, fault: "cannot be checked: pass `exports`, from `import * as exports from '../src/index.js'`" },
      ]
    const rows = readRows(text)
    if (rows.length === 0) return [{ object: FILE, fault: 'lists no operation' }]
    const offenders: Offender[] = []
    for (const row of rows) offenders.push(...(await faultsOf(row, folder, facts)))
    return offenders
  },
}

interface Operation {
  readonly operation: string
  readonly by: readonly string[]
  readonly tests: readonly string[]
}

/** The rows of its tables, without heads: operation first, test last, what answers it before that. */
function readRows(text: string): readonly Operation[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('|') && line.includes('`'))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
    .map((cells) => ({ operation: cells[0] ?? '', by: quoted(cells.at(-2)), tests: quoted(cells.at(-1)) }))
}

function quoted(cell = ''): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '')
}

async function faultsOf(row: Operation, folder: PackageFolder, facts: ConformanceFacts): Promise<readonly Offender[]> {
  const { operation: object, by, tests } = row
  const faults: string[] = []
  if (by.length === 0) faults.push('names nothing that answers it')
  if (tests.length === 0) faults.push('names no test')
  const texts = await Promise.all(tests.map((path) => folder.read(path)))
  for (const [index, path] of tests.entries()) {
    if (texts[index] === undefined) faults.push(`names the test \`${path}\`, which is not there`)
  }
  for (const code of by) {
    const name = nameIn(code)
    if (!exists(name, folder, facts)) faults.push(`names \`${code}\`, which is neither exported nor part of the schema`)
    else if (tests.length > 0 && !texts.some((text) => text?.includes(name)))
      faults.push(`names \`${code}\`, of which no test speaks`)
  }
  return faults.map((fault) => ({ object, fault }))
}

/** `auth.uid()` is `uid`, `listCourses(db, …)` is `listCourses`; a file stays what it is. */
function nameIn(code: string): string {
  return code.endsWith('.sql') ? code : (code.replace(/\(.*$/, '').split('.').at(-1) ?? code)
}

/** What is exported, a function, table, view, role or job of the package, or a script in its folders. */
function exists(
  name: string,
  folder: PackageFolder,
  { exports, contract, package: { roles, jobs } }: ConformanceFacts,
) {
  if (name.endsWith('.sql')) return ['', 'dev/', 'fixtures/', 'migrations/'].some((place) => folder.has(place + name))
  const functions = objectsOf(contract, 'function').map((object) => object.name.replace(/\(.*$/, ''))
  const relations = [...objectsOf(contract, 'table'), ...objectsOf(contract, 'view')].map((object) => object.name)
  const others = [...roles, ...jobs.map((job) => job.name)]
  return Object.hasOwn(exports ?? {}, name) || [...functions, ...relations, ...others].includes(name)
}
