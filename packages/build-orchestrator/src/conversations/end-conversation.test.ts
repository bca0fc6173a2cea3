import { randomUUID } from 'node:crypto'

import { expect } from 'vitest'

import { test } from '../../test/test.js'
import { appendConversationMessage, endConversation, recordConversationFeedback, startConversation } from '../index.js'

test('a finished conversation takes no more messages', async ({ db }) => {
  const { id: conversationId } = await startConversation(db)
  expect(
    await endConversation(db, { conversationId, outcome: 'completed', extractedRequirements: { cloud: 'aws' } }),
  ).toMatchObject({ status: 'completed', completedAt: expect.any(Date), extractedRequirements: { cloud: 'aws' } })
  expect(await endConversation(db, { conversationId, outcome: 'abandoned' })).toBeUndefined()
  expect(await recordConversationFeedback(db, { conversationId, score: 5, feedback: 'good' })).toBe(true)
  expect(await recordConversationFeedback(db, { conversationId: randomUUID(), score: 5 })).toBe(false)

  const message = { role: 'user' as const, content: 'one more' }
  await db.query('SAVEPOINT before')
  await expect(appendConversationMessage(db, { conversationId, ...message })).rejects.toMatchObject({
    code: 'BUILD_CONVERSATION_FINISHED',
  })
  await db.query('ROLLBACK TO SAVEPOINT before')
  await expect(appendConversationMessage(db, { conversationId: randomUUID(), ...message })).rejects.toMatchObject({
    code: 'BUILD_UNKNOWN_CONVERSATION',
  })
})
