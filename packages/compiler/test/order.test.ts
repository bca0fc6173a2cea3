import { expect, test } from 'vitest'

import { compileMigrations, readOrder, writeOrder } from '../src/index.js'
import { aPackage } from './a-package.js'

const [A, B] = ['a'.repeat(64), 'b'.repeat(64)]
const STEP = '--! irreversible: an example\n'

test('writes what it read, comments included', () => {
  const text = `# The order of the steps.\n001_a sha256:${A} sha256:${B}\n\n# Of the other branch.\n002_b sha256:${B} -\n# end\n`

  expect(writeOrder(readOrder(text, { packageKey: 'notes', report: fail }))).toBe(text)
})

test('reads Windows line ends and lines without digests', () => {
  const { lines } = readOrder(`001_a\r\n002_b sha256:${A} -\r\n`, { packageKey: 'notes', report: fail })

  expect(lines).toMatchObject([
    { id: '001_a', up: null, down: null, line: 1 },
    { id: '002_b', up: A, down: null, line: 2 },
  ])
})

test('is settled once it was written', async () => {
  const first = await compileMigrations(aPackage({ files: { 'migrations/002_b.sql': STEP } }))
  const again = await compileMigrations(
    aPackage({ files: { 'migrations/002_b.sql': STEP, 'migrations/ORDER': first.orderText } }),
  )

  expect(first.order).toEqual({ added: ['001_notes', '002_b'], changed: [] })
  expect(again.order).toEqual({ added: [], changed: [] })
  expect(again.orderText).toBe(first.orderText)
  expect(first.orderText).toMatch(/^001_notes sha256:[0-9a-f]{64} sha256:[0-9a-f]{64}\n002_b sha256:[0-9a-f]{64} -\n$/)
})

test('tells which steps were edited, by either half', async () => {
  const { orderText } = await compileMigrations(aPackage())
  const edited = aPackage({ down: 'SELECT 1;', files: { 'migrations/ORDER': orderText } })

  expect((await compileMigrations(edited)).order).toEqual({ added: [], changed: ['001_notes'] })
})

test('does not take a Windows copy for an edit', async () => {
  const input = aPackage({ sql: 'SELECT 1;\nSELECT 2;' })
  const { orderText } = await compileMigrations(input)
  const copy = Object.entries(input.files).map(([path, sql]) => [path, sql.replaceAll('\n', '\r\n')])

  const { order } = await compileMigrations({
    ...input,
    files: { ...Object.fromEntries(copy), 'migrations/ORDER': orderText },
  })

  expect(order).toEqual({ added: [], changed: [] })
})

test('appends below the last step, so that two branches collide there', async () => {
  const files = { 'migrations/002_b.sql': STEP, 'migrations/ORDER': '001_notes\n# Released.\n' }

  const { orderText } = await compileMigrations(aPackage({ files }))

  expect(orderText.split('\n').map((line) => line.split(' ')[0])).toEqual(['001_notes', '#', '002_b', ''])
})

function fail(problem: Error): never {
  throw problem
}
