import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface UseWebSshSessionParameters {
  token: string
}

export interface WebSshSession {
  sessionId: string
  userId: number
  containerId: number
  expiresAt: Date
}

const useWebSshSessionParameters = z.object({ token: z.string().min(1).max(200) })

const webSshSession = z.object({
  sessionId: z.string(),
  userId: z.int(),
  containerId: z.int(),
  expiresAt: z.date(),
})

/**
 * Tells whose shell a token opens, and where. `undefined` when it is unknown, expired or
 * ended, or the person is no longer active.
 *
 * @throws InvalidInputError
 * @example
 * const shell = await useWebSshSession(pool, { token })
 */
export async function useWebSshSession(
  db: Queryable,
  parameters: UseWebSshSessionParameters,
): Promise<WebSshSession | undefined> {
  const { token } = parseInput('useWebSshSession', useWebSshSessionParameters, parameters)
  const { rows } = await db.query(USE_WEB_SSH_SESSION, [token])
  return webSshSession.optional().parse(rows[0])
}

const USE_WEB_SSH_SESSION = `
  SELECT id::text AS "sessionId", user_id AS "userId", container_id AS "containerId", expires_at AS "expiresAt"
  FROM containers_lab.use_web_ssh_session($1)
`
