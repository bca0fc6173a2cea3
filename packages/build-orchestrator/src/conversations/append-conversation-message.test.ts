import { expect } from 'vitest'

import { test } from '../../test/test.js'
import { appendConversationMessage, findConversation, setModelPrice, startConversation } from '../index.js'

test('50 writers at once get 50 places without a gap, and the totals are right', async ({ pool }) => {
  const { id: conversationId } = await startConversation(pool, { aiProvider: 'p', aiModel: 'm' })
  await setModelPrice(pool, { aiProvider: 'p', aiModel: 'm', promptUsdPerMillion: 10, completionUsdPerMillion: 30 })

  const appended = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      appendConversationMessage(pool, {
        conversationId,
        role: 'assistant',
        content: `message ${n}`,
        promptTokens: 100,
        completionTokens: 10,
      }),
    ),
  )

  expect(appended.map(({ sequenceNumber }) => sequenceNumber).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 50 }, (_, n) => n + 1),
  )
  expect(appended[0]).toMatchObject({ totalTokens: 110, costUsd: 0.0013 })
  const conversation = await findConversation(pool, { conversationId })
  expect(conversation).toMatchObject({ totalMessages: 50, totalTokensUsed: 5500 })
  expect(conversation?.totalCostUsd).toBeCloseTo(0.065, 6)
})

test('a message that is taken back no longer counts, nor does its cost', async ({ db }) => {
  await setModelPrice(db, { aiProvider: 'p', aiModel: 'm', promptUsdPerMillion: 10, completionUsdPerMillion: 0 })
  const { id: conversationId } = await startConversation(db, { aiProvider: 'p', aiModel: 'm' })
  await appendConversationMessage(db, { conversationId, role: 'user', content: 'x', promptTokens: 100_000 })
  await db.query('DELETE FROM build_orchestrator.conversation_messages WHERE conversation_id = $1', [conversationId])

  expect(await findConversation(db, { conversationId })).toMatchObject({
    totalMessages: 0,
    totalTokensUsed: 0,
    totalCostUsd: 0,
  })
})
