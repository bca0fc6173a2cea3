import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

import { answersPing, daemonAddresses } from '../src/docker-fact.js'

async function daemonThatAnswers(status: number): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'testing-docker-'))
  const socketPath = join(directory, 'docker.sock')
  const daemon = createServer((request, response) => {
    response.statusCode = request.url === '/_ping' ? status : 404
    response.end('OK')
  })
  await new Promise<void>((resolve) => daemon.listen(socketPath, resolve))
  onTestFinished(async () => {
    daemon.close()
    await rm(directory, { recursive: true, force: true })
  })
  return socketPath
}

test('sees a daemon that answers, and none where nothing does', async () => {
  expect(await answersPing({ socketPath: await daemonThatAnswers(200) })).toBe(true)
  expect(await answersPing({ socketPath: await daemonThatAnswers(503) })).toBe(false)
  expect(await answersPing({ socketPath: join(tmpdir(), 'no-such-docker.sock') })).toBe(false)
})

test('looks where DOCKER_HOST says', () => {
  expect(daemonAddresses({ DOCKER_HOST: 'unix:///run/user/1000/docker.sock' })).toEqual([
    { socketPath: '/run/user/1000/docker.sock' },
  ])
  expect(daemonAddresses({ DOCKER_HOST: 'tcp://build-3:2376' })).toEqual([{ host: 'build-3', port: 2376 }])
})
