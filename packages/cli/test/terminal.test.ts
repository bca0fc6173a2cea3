import { afterEach, expect, test, vi } from 'vitest'

import { processTerminal } from '../src/terminal.js'

const isTTY = Object.getOwnPropertyDescriptor(process.stdout, 'isTTY')

afterEach(() => {
  vi.unstubAllEnvs()
  Object.defineProperty(process.stdout, 'isTTY', isTTY ?? { value: undefined, configurable: true })
})

function onTerminal(env: { NO_COLOR?: string; CI?: string; TERM?: string }): void {
  Object.defineProperty(process.stdout, 'isTTY', { value: true, configurable: true })
  for (const name of ['NO_COLOR', 'CI', 'TERM']) vi.stubEnv(name, undefined)
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
}

test('colours on a terminal', () => {
  onTerminal({ TERM: 'xterm' })

  expect(processTerminal().style('red', 'failed')).toBe('\u001b[31mfailed\u001b[39m')
})

test.each([{ NO_COLOR: '1' }, { CI: 'true' }, { TERM: 'dumb' }])('colours nothing with %o', (env) => {
  onTerminal(env)

  expect(processTerminal().style('red', 'failed')).toBe('failed')
})
