import {
  assignTask,
  asUser,
  cancelOperation,
  createTask,
  findContainer,
  hasPermission,
  launchContainer,
  listUserTasks,
  operationQueue,
  registerUser,
  releaseContainer,
  signIn,
} from '@schemata/containers-lab'

/** Each gets `{ pool, notifier, user, body, id }` and gives `[status, answer]`; `user` is who signed in. */
export const publicRoutes = {
  'POST /people': async ({ pool, body }) => [201, { userId: await registerUser(pool, body) }],

  'POST /sessions': async ({ pool, body }) => {
    const { outcome, session } = await signIn(pool, body)
    return outcome === 'signed-in' ? [201, { token: session.token }] : [401, { error: 'refused' }]
  },
}

export const personalRoutes = {
  'GET /tasks': async ({ pool, user }) => [200, await listUserTasks(pool, { userId: user.userId })],

  'POST /tasks': async ({ pool, user, body }) => {
    const permission = 'assignments:manage'
    if (!(await hasPermission(pool, { userId: user.userId, permission }))) return [403, { error: permission }]
    return asUser(pool, user.userId, async (db) => {
      const { taskId } = await createTask(db, { title: body.title, createdBy: user.userId })
      await assignTask(db, { taskId, userIds: body.userIds, assignedBy: user.userId })
      return [201, { taskId }]
    })
  },

  'POST /containers': async ({ pool, notifier, user, body }) => {
    const { image, packages } = body
    const launch = await asUser(pool, user.userId, (db) =>
      launchContainer(db, { userId: user.userId, image, packages }),
    )
    if (!launch) return [409, { error: 'quota' }]
    notifier.notify(operationQueue.name)
    return [202, launch]
  },

  'GET /containers/:id': async ({ pool, user, id }) => {
    const container = await findContainer(pool, { containerId: id })
    return container?.ownerUserId === user.userId ? [200, container] : [404, { error: 'container' }]
  },

  'DELETE /containers/:id': async ({ pool, notifier, user, id }) => {
    const container = await findContainer(pool, { containerId: id })
    if (container?.ownerUserId !== user.userId) return [404, { error: 'container' }]
    const operationId = await asUser(pool, user.userId, (db) => releaseContainer(db, { containerId: id }))
    notifier.notify(operationQueue.name)
    return [202, { operationId }]
  },

  'DELETE /operations/:id': async ({ pool, user, id }) => {
    const cancelled = await asUser(pool, { userId: user.userId, role: 'app_role' }, (db) =>
      cancelOperation(db, { operationId: String(id), reason: `${user.name} stopped it.` }),
    )
    return cancelled ? [202, { cancelled }] : [404, { error: 'operation' }]
  },
}
