import { expect } from 'vitest'

import { test } from '../../test/test.js'
import { appendConversationMessage, findConversation, listConversationMessages, startConversation } from '../index.js'

test('the history comes back in order, of any length, in pages', async ({ db }) => {
  const { id: conversationId } = await startConversation(db, { sessionId: 's-1' })
  const long = 'x'.repeat(50_000)
  for (const content of ['one', long, 'three']) {
    await appendConversationMessage(db, { conversationId, role: 'user', content, functionArguments: { a: [1] } })
  }

  const history = await listConversationMessages(db, { conversationId })
  expect(history.map(({ content }) => content)).toEqual(['one', long, 'three'])
  expect(history[0]).toMatchObject({ functionArguments: { a: [1] }, totalTokens: null, costUsd: null })
  expect(await listConversationMessages(db, { conversationId, afterSequence: 2 })).toMatchObject([{ content: 'three' }])
  expect(await findConversation(db, { sessionId: 's-1' })).toMatchObject({ id: conversationId, totalMessages: 3 })
})
