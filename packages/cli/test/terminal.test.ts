import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'

import { openTerminal, type Terminal } from '../src/terminal.js'

function onTerminal(env: { NO_COLOR?: string; CI?: string; TERM?: string }): Terminal {
  const stream = Object.assign(new PassThrough(), { isTTY: true })
  return openTerminal({ stdout: stream, stderr: stream, env })
}

test('colours on a terminal', () => {
  const { style, styleNote } = onTerminal({ TERM: 'xterm' })

  expect(style('red', 'failed')).toBe('\u001b[31mfailed\u001b[39m')
  expect(styleNote('red', 'failed')).toBe('\u001b[31mfailed\u001b[39m')
})

test.each([{ NO_COLOR: '1' }, { CI: 'true' }, { TERM: 'dumb' }])('colours nothing with %o', (env) => {
  expect(onTerminal(env).style('red', 'failed')).toBe('failed')
})

test('colours nothing for a pipe', () => {
  const { style } = openTerminal({ stdout: new PassThrough(), stderr: new PassThrough(), env: { TERM: 'xterm' } })

  expect(style('red', 'failed')).toBe('failed')
})

test('takes a reader that goes away for no failure, and no other error', () => {
  const stdout = new PassThrough()
  openTerminal({ stdout, stderr: new PassThrough(), env: {} })
  const fail = (code: string) => stdout.emit('error', Object.assign(new Error(code), { code }))

  expect(fail('EPIPE')).toBe(true)
  expect(() => fail('ENOSPC')).toThrow('ENOSPC')
})
