import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { explainWrite } from '../explain-write.js'
import { parseInput } from '../parse-input.js'
import { validForSeconds } from './valid-for.js'

export interface OpenWebSshSessionParameters {
  userId: number
  containerId: number
  /** 60 to 366 days. @default 8 hours */
  validForSeconds?: number
  clientIp?: string
  userAgent?: string
}

const openWebSshSessionParameters = z.object({
  userId: z.int(),
  containerId: z.int(),
  validForSeconds: validForSeconds.default(8 * 3600),
  clientIp: z.string().max(100).optional(),
  userAgent: z.string().max(1000).optional(),
})

/**
 * Opens a shell in the browser and gives its token, which is told this once: only its digest is stored.
 *
 * Under row security a person opens their own, in a container that they see.
 *
 * @throws UnknownReferenceError when the person or the container does not exist.
 * @throws InvalidInputError
 * @example
 * const token = await openWebSshSession(pool, { userId, containerId, clientIp: request.ip })
 */
export async function openWebSshSession(db: Queryable, parameters: OpenWebSshSessionParameters): Promise<string> {
  const input = parseInput('openWebSshSession', openWebSshSessionParameters, parameters)
  try {
    const { rows } = await db.query(OPEN_WEB_SSH_SESSION, [
      input.userId,
      input.containerId,
      input.validForSeconds,
      input.clientIp,
      input.userAgent,
    ])
    return z.object({ token: z.string() }).parse(rows[0]).token
  } catch (cause) {
    throw explainWrite(cause)
  }
}

const OPEN_WEB_SSH_SESSION = `
  SELECT containers_lab.open_web_ssh_session($1, $2, make_interval(secs => $3), $4, $5) AS token
`
