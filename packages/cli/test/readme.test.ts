import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

import { EXIT_CODES } from '../src/exit-code.js'
import { runCli } from './run-cli.js'

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

/** First and second cell of each row of the table under a heading. */
function tableUnder(heading: string): [string, string][] {
  const section = README.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  const rows = [...section.matchAll(/^\| (.+?) \| (.+?) \|$/gm)].slice(1)
  return rows.flatMap(([, first = '', second = '']) =>
    /^-+$/.test(first.trim()) ? [] : [[first.trim(), second.trim()]],
  )
}

test('lists every exit code with its meaning', () => {
  expect(tableUnder('Exit codes')).toEqual(Object.entries(EXIT_CODES))
})

test('lists every verb that there is', async () => {
  const { stdout } = await runCli(['--help'], { cwd: process.cwd() })
  const verbs = [...stdout.matchAll(/^ {2}([a-z]+)(?: \[| {2})/gm)]
    .map(([, verb]) => verb)
    .filter((verb) => verb !== 'help')
  const described = tableUnder('Verbs').map(([call]) => /^`(\w+)/.exec(call)?.[1])

  expect([...new Set(described)]).toEqual(verbs)
})
