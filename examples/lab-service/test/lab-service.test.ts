import { containersLab, createUser, enqueueOperation, setPassword } from '@schemata/containers-lab'
import { defineStack } from '@schemata/contract'
import { createTest } from '@schemata/testing'
import { expect, vi } from 'vitest'

import { createService } from '../src/create-service.js'
import { createFakeHypervisor } from '../src/fake-hypervisor.js'

const test = createTest(defineStack({ packages: [containersLab] }))

const PASSWORD = 'correct horse battery staple'

test('a person registers, signs in, gets a task, launches a container and releases it', async ({ url, pool }) => {
  const hypervisor = createFakeHypervisor()
  const { server, close } = await createService({ connectionString: url, hypervisor })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  const call = async (method: string, path: string, token = '', body?: unknown) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: await response.json() }
  }
  const signIn = async (email: string) =>
    (await call('POST', '/sessions', '', { email, password: PASSWORD })).body.token

  try {
    const ada = { name: 'Ada', email: 'ada@lab.example', password: PASSWORD }
    const { userId } = (await call('POST', '/people', '', ada)).body
    expect((await call('POST', '/people', '', ada)).status).toBe(409)
    expect((await call('POST', '/sessions', '', { email: ada.email, password: 'guess' })).status).toBe(401)
    expect((await call('GET', '/tasks')).status).toBe(401)
    const token = await signIn(ada.email)

    const manager = await createUser(pool, { name: 'Grace', email: 'grace@lab.example', roleName: 'admin' })
    await setPassword(pool, { actingUserId: manager.userId, userId: manager.userId, password: PASSWORD })
    const task = { title: 'Weld a seam', userIds: [userId] }
    expect((await call('POST', '/tasks', token, task)).status).toBe(403)
    expect((await call('POST', '/tasks', await signIn('grace@lab.example'), task)).status).toBe(201)
    expect((await call('GET', '/tasks', token)).body).toMatchObject([{ title: 'Weld a seam' }])

    const launch = await call('POST', '/containers', token, { image: 'ubuntu:24.04', packages: ['git'] })
    expect(launch.status).toBe(202)
    const path = `/containers/${launch.body.containerId}`
    await vi.waitFor(async () => expect((await call('GET', path, token)).body.status).toBe('running'), 20_000)
    expect((await call('GET', path, token)).body.metadata).toEqual({ packages: ['git'] })
    expect(hypervisor.running()).toEqual([launch.body.containerId])

    expect((await call('DELETE', path, token)).status).toBe(202)
    await vi.waitFor(() => expect(hypervisor.running()).toEqual([]), 20_000)
    expect((await call('GET', path, token)).body.status).toBe('deleting')
    expect((await call('DELETE', `/operations/${launch.body.operationId}`, token)).status).toBe(404)
    const later = new Date(Date.now() + 3_600_000)
    const waiting = { containerId: launch.body.containerId, operation: 'delete', scheduledAt: later } as const
    const stop = `/operations/${await enqueueOperation(pool, waiting)}`
    expect((await call('DELETE', stop, await signIn('grace@lab.example'))).status).toBe(202)
    expect((await call('DELETE', stop, token)).status).toBe(404)
  } finally {
    await close()
  }
})
