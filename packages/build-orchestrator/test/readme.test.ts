import { execFile, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

import { expect } from 'vitest'

import { enqueueBuild, getBuild } from '../src/index.js'
import { aBuild } from './builders.js'
import { test } from './test.js'

const root = new URL('../', import.meta.url)
const readme = readFileSync(new URL('README.md', root), 'utf8')
const [example = '', worker = ''] = [...readme.matchAll(/```js\n([\s\S]*?)```/g)].map(([, program]) => program)

test('the example of the README prints what it says', async ({ url }) => {
  const expected = [...example.matchAll(/^console\.log\(.*\) \/\/ (.*)$/gm)].map(([, output]) => output)
  expect(expected.length).toBeGreaterThan(1)

  const { stdout } = await promisify(execFile)('node', ['--input-type=module', '--eval', example], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: url },
  })

  expect(stdout.trimEnd().split('\n')).toEqual(expected)
})

test('the worker of the README builds what is queued, and stops when it is told to', async ({ pool, url }) => {
  const { id } = await enqueueBuild(pool, aBuild())
  const running = spawn('node', ['--input-type=module', '--eval', worker], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: url },
  })
  try {
    const left = new Promise((resolve) => running.once('exit', resolve))
    for (let tries = 0; tries < 200 && (await getBuild(pool, { id })).status !== 'success'; tries++) await sleep(50)
    expect(await getBuild(pool, { id })).toMatchObject({ status: 'success' })

    running.kill('SIGTERM')
    expect(await left).toBe(0)
  } finally {
    running.kill('SIGKILL')
  }
}, 20_000)
