import { randomBytes } from 'node:crypto'

import type { Queryable } from '@schemata/contract'
import { expect } from 'vitest'

import { daysAgo, insert } from './builders.js'
import { test } from './test.js'

async function aConversation(db: Queryable, given: Record<string, unknown> = {}): Promise<string> {
  return String((await insert(db, 'conversations', { ai_model: 'model', ...given })).id)
}

function say(db: Queryable, conversation: string, sequence: number, given: Record<string, unknown> = {}) {
  return insert(db, 'conversation_messages', {
    conversation_id: conversation,
    role: 'user',
    content: 'hello',
    sequence_number: sequence,
    ...given,
  })
}

async function find(db: Queryable, id: string) {
  const { rows } = await db.query('SELECT * FROM build_orchestrator.conversations WHERE id = $1', [id])
  return rows[0]
}

async function expire(db: Queryable, hours: number | null) {
  const { rows } = await db.query('SELECT * FROM build_orchestrator.expire_old_conversations($1)', [hours])
  return rows
}

test('a message counts, with its tokens; without tokens it counts as none', async ({ db }) => {
  const id = await aConversation(db)

  await say(db, id, 1, { total_tokens: 30 })
  const last = await say(db, id, 2)

  expect(await find(db, id)).toMatchObject({
    total_messages: 2,
    total_tokens_used: 30,
    last_message_at: last.created_at,
  })
})

test('an older message does not turn the clock back', async ({ db }) => {
  const id = await aConversation(db)
  const now = await say(db, id, 2)

  await say(db, id, 1, { created_at: daysAgo(1) })

  expect(await find(db, id)).toMatchObject({ total_messages: 2, last_message_at: now.created_at })
})

test('a deleted message is subtracted', async ({ db }) => {
  const id = await aConversation(db)
  const message = await say(db, id, 1, { total_tokens: 30 })
  await say(db, id, 2, { total_tokens: 5 })

  await db.query('DELETE FROM build_orchestrator.conversation_messages WHERE id = $1', [message.id])

  expect(await find(db, id)).toMatchObject({ total_messages: 1, total_tokens_used: 5 })
})

test('a conversation goes with all its messages', async ({ db }) => {
  const id = await aConversation(db)
  await say(db, id, 1)

  await db.query('DELETE FROM build_orchestrator.conversations WHERE id = $1', [id])

  const { rows } = await db.query('SELECT id FROM build_orchestrator.conversation_messages')
  expect(rows).toEqual([])
})

test('a finished conversation takes no message', async ({ db }) => {
  const id = await aConversation(db, { status: 'completed' })

  await expect(say(db, id, 1)).rejects.toMatchObject({ code: 'LB002' })
})

test.for(['user', 'assistant', 'system', 'function', 'tool'])('the role %s is accepted', async (role, { db }) => {
  const id = await aConversation(db)

  expect(await say(db, id, 1, { role })).toMatchObject({ role })
})

test('a message of 12 kB that cannot be compressed is stored', async ({ db }) => {
  const id = await aConversation(db)
  const content = randomBytes(9_600).toString('base64')
  expect(content.length).toBe(12_800)

  expect(await say(db, id, 1, { content })).toMatchObject({ content })
})

test('silence abandons a conversation, counted from its start where nothing was said', async ({ db }) => {
  const silent = await aConversation(db, { started_at: daysAgo(2), customer_email: 'ada@acme.example' })
  const ended = await aConversation(db, { started_at: daysAgo(3), last_message_at: daysAgo(2) })
  const talking = await aConversation(db, { started_at: daysAgo(3), last_message_at: daysAgo(0.5) })
  const done = await aConversation(db, { started_at: daysAgo(3), status: 'completed' })

  const rows = await expire(db, 24)

  expect(rows.map((row) => row.conversation_id).toSorted()).toEqual([silent, ended].toSorted())
  expect(rows.find((row) => row.conversation_id === silent)).toMatchObject({ customer_email: 'ada@acme.example' })
  expect(await find(db, silent)).toMatchObject({ status: 'abandoned', abandoned_at: rows[0].abandoned_at })
  expect(await find(db, talking)).toMatchObject({ status: 'active' })
  expect(await find(db, done)).toMatchObject({ status: 'completed' })
})

test.for([-1, null])('%s hours of silence are refused', async (hours, { db }) => {
  await expect(expire(db, hours)).rejects.toMatchObject({ code: 'LB001' })
})
