import { expect } from 'vitest'

import { test } from '../../test/test.js'
import { appendConversationMessage, setModelPrice, startConversation } from '../index.js'

test('the price of the time holds, a later one does not reach back', async ({ db }) => {
  const price = { aiProvider: 'p', aiModel: 'later', promptUsdPerMillion: 1, completionUsdPerMillion: 1 }
  await setModelPrice(db, { ...price, validFrom: new Date(Date.now() - 3_600_000) })
  await setModelPrice(db, { ...price, promptUsdPerMillion: 500, validFrom: new Date(Date.now() + 3_600_000) })
  const { id: conversationId } = await startConversation(db, { aiProvider: 'p', aiModel: 'later' })

  const message = { conversationId, role: 'user' as const, content: 'x', promptTokens: 1_000_000 }
  expect(await appendConversationMessage(db, message)).toMatchObject({ costUsd: 1 })
  expect(await appendConversationMessage(db, { ...message, modelUsed: 'unknown' })).toMatchObject({ costUsd: null })
})
