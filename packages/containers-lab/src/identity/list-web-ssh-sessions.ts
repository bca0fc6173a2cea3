import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface ListWebSshSessionsParameters {
  userId: number
  /** Only into this container. @default any */
  containerId?: number
}

export interface OpenWebSshSession {
  sessionId: string
  containerId: number
  createdAt: Date
  expiresAt: Date
  lastActiveAt: Date | null
  clientIp: string | null
  userAgent: string | null
}

const listWebSshSessionsParameters = z.object({ userId: z.int(), containerId: z.int().optional() })

const openWebSshSession = z.object({
  sessionId: z.string(),
  containerId: z.int(),
  createdAt: z.date(),
  expiresAt: z.date(),
  lastActiveAt: z.date().nullable(),
  clientIp: z.string().nullable(),
  userAgent: z.string().nullable(),
})

/**
 * Lists the shells of a person that are open, latest first.
 *
 * @throws InvalidInputError
 * @example
 * const shells = await listWebSshSessions(pool, { userId })
 */
export async function listWebSshSessions(
  db: Queryable,
  parameters: ListWebSshSessionsParameters,
): Promise<OpenWebSshSession[]> {
  const input = parseInput('listWebSshSessions', listWebSshSessionsParameters, parameters)
  const { rows } = await db.query(LIST_WEB_SSH_SESSIONS, [input.userId, input.containerId])
  return z.array(openWebSshSession).parse(rows)
}

const LIST_WEB_SSH_SESSIONS = `
  SELECT id::text AS "sessionId", container_id AS "containerId", created_at AS "createdAt",
    expires_at AS "expiresAt", last_active_at AS "lastActiveAt", client_ip AS "clientIp", user_agent AS "userAgent"
  FROM containers_lab.web_ssh_sessions
  WHERE user_id = $1
    AND container_id IS NOT NULL
    AND ($2::integer IS NULL OR container_id = $2)
    AND status = 'active'
    AND expires_at > now()
  ORDER BY created_at DESC, id DESC
`
