import { type Major, type Server, startServer } from '@schemata/embedded'
import { afterAll, beforeAll } from 'vitest'

/** One embedded server for each given major during a test file. */
export function serversFor<M extends Major>(...majors: readonly M[]): (major: M) => string {
  const servers = new Map<M, Server>()
  beforeAll(async () => {
    for (const major of majors) servers.set(major, await startServer({ major }))
  })
  afterAll(async () => {
    for (const server of servers.values()) await server.stop()
  })
  return (major) => servers.get(major)?.url ?? ''
}
