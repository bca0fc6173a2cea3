import { expect, test } from 'vitest'

import { compareOrders, readOrder } from '../src/index.js'

const line = (id: string, digit: string, down = `sha256:${digit.repeat(64)}`) =>
  `${id} sha256:${digit.repeat(64)} ${down}`
const A = line('001_a', 'a')
const B = line('002_b', 'b')
const C = line('003_c', 'c', '-')

function compare(released: readonly string[], present: readonly string[]) {
  const read = (lines: readonly string[]) => {
    return readOrder(lines.join('\n'), {
      packageKey: 'shop',
      report: (problem) => {
        throw problem
      },
    })
  }
  const { problems, added } = compareOrders(read(released), read(present), { packageKey: 'shop' })
  return { problems: problems.map(({ code, place }) => `${code} line ${place.line}`), added }
}

test('new lines at the end are fine, comments and blank lines do not count', () => {
  expect(compare([A, B], ['# notes', A, '', B, C])).toEqual({ problems: [], added: ['003_c'] })
})

test('a released line that is gone is named by its released place', () => {
  expect(compare([A, B], [A, C])).toEqual({ problems: ['RELEASED_STEP_REMOVED line 2'], added: ['003_c'] })
})

test('a digest that is another is named by its present place', () => {
  expect(compare([A, B], ['# notes', A, line('002_b', 'd')]).problems).toEqual(['RELEASED_STEP_CHANGED line 3'])
  expect(compare([C], [line('003_c', 'c')]).problems).toEqual(['RELEASED_STEP_CHANGED line 1'])
})

test('lines that changed places are reported once', () => {
  expect(compare([A, B, C], [B, A, C]).problems).toEqual(['RELEASED_STEP_MOVED line 1'])
})

test('a new line before a released one is refused', () => {
  expect(compare([A, B], [A, C, B])).toEqual({ problems: ['RELEASED_STEP_MOVED line 2'], added: ['003_c'] })
})

test('says both lines', () => {
  const read = (text: string) => readOrder(text, { packageKey: 'shop', report: () => {} })
  const [problem] = compareOrders(read(A), read(line('001_a', 'b')), { packageKey: 'shop' }).problems

  expect(problem?.message).toContain(`found \`${line('001_a', 'b')}\`, released was \`${A}\``)
})
