import type { Queryable } from '@schemata/contract'
import { z } from 'zod'

import { parseInput } from '../parse-input.js'

export interface RevokeWebSshSessionParameters {
  sessionId: string
}

const revokeWebSshSessionParameters = z.object({ sessionId: z.string().regex(/^\d{1,18}$/) })

/**
 * Ends a shell at once; false when there is none, or it was over.
 *
 * @throws InvalidInputError
 * @example
 * await revokeWebSshSession(pool, { sessionId })
 */
export async function revokeWebSshSession(db: Queryable, parameters: RevokeWebSshSessionParameters): Promise<boolean> {
  const { sessionId } = parseInput('revokeWebSshSession', revokeWebSshSessionParameters, parameters)
  const { rows } = await db.query(REVOKE_WEB_SSH_SESSION, [sessionId])
  return z.object({ revoked: z.boolean() }).parse(rows[0]).revoked
}

const REVOKE_WEB_SSH_SESSION = `
  SELECT containers_lab.revoke_web_ssh_session($1) AS revoked
`
