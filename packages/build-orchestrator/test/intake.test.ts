import { randomUUID } from 'node:crypto'

import { expect } from 'vitest'

import {
  appendConversationMessage,
  approveBuildManifest,
  claimBuilds,
  completeBuild,
  createBuildManifest,
  endConversation,
  failBuild,
  findBuildManifest,
  findConversation,
  listConversationMessages,
  queueManifestBuild,
  recordConversationFeedback,
  recordConversationIntents,
  recordManifestValidation,
  recordRequirementExtractions,
  setModelPrice,
  settleBuildManifest,
  settleRequirement,
  startConversation,
} from '../src/index.js'
import { aCacheEntry, aLicensedCustomer, sha256 } from './builders.js'
import { test } from './test.js'

const worker = { workerId: 'worker-1', workerHostname: 'build-3' }

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

test('the price of the time holds, a later one does not reach back', async ({ db }) => {
  const price = { aiProvider: 'p', aiModel: 'later', promptUsdPerMillion: 1, completionUsdPerMillion: 1 }
  await setModelPrice(db, { ...price, validFrom: new Date(Date.now() - 3_600_000) })
  await setModelPrice(db, { ...price, promptUsdPerMillion: 500, validFrom: new Date(Date.now() + 3_600_000) })
  const { id: conversationId } = await startConversation(db, { aiProvider: 'p', aiModel: 'later' })

  const message = { conversationId, role: 'user' as const, content: 'x', promptTokens: 1_000_000 }
  expect(await appendConversationMessage(db, message)).toMatchObject({ costUsd: 1 })
  expect(await appendConversationMessage(db, { ...message, modelUsed: 'unknown' })).toMatchObject({ costUsd: null })
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

test('requirements are recorded, settled and linked to the manifest made of them', async ({ db }) => {
  const { id: conversationId } = await startConversation(db)
  const ids = await recordRequirementExtractions(db, {
    conversationId,
    requirements: [
      { requirementType: 'cloud', value: 'aws', confidence: 0.6, detail: { region: 'eu' } },
      { requirementType: 'modules', value: 'wms' },
    ],
  })
  expect(await recordConversationIntents(db, { conversationId, intents: [{ intentType: 'new', confidence: 1 }] })).toBe(
    1,
  )
  expect(await settleRequirement(db, { extractionId: String(ids[0]), correctedValue: 'azure', source: 'user' })).toBe(
    true,
  )
  expect(await settleRequirement(db, { extractionId: randomUUID(), source: 'user' })).toBe(false)
  const { id } = await createBuildManifest(db, { manifest: { cloud: 'azure' }, conversationId })

  const { rows } = await db.query(
    `SELECT requirement_type, corrected_value, was_corrected, build_manifest_id
     FROM build_orchestrator.requirement_extractions WHERE conversation_id = $1 ORDER BY requirement_type`,
    [conversationId],
  )
  expect(rows).toEqual([
    { requirement_type: 'cloud', corrected_value: 'azure', was_corrected: true, build_manifest_id: id },
    { requirement_type: 'modules', corrected_value: null, was_corrected: false, build_manifest_id: id },
  ])
  expect(await findConversation(db, { conversationId })).toMatchObject({ manifestId: id })
})

test('a manifest is validated, approved, built and deployed', async ({ db }) => {
  const customerId = await aLicensedCustomer(db)
  const { id: manifestId } = await createBuildManifest(db, { customerId, manifest: { image: 'web' } })
  const queued = { manifestId, manifestPath: 'manifests/web.json' }
  await db.query('SAVEPOINT before')
  await expect(queueManifestBuild(db, queued)).rejects.toMatchObject({ code: 'BUILD_MANIFEST_NOT_APPROVED' })
  await db.query('ROLLBACK TO SAVEPOINT before')
  expect(await approveBuildManifest(db, { manifestId })).toBe(false)
  await recordManifestValidation(db, { manifestId, errors: ['no modules'], validatedBy: 'v' })
  expect(await findBuildManifest(db, { manifestId })).toMatchObject({
    isValidated: false,
    validationErrors: ['no modules'],
  })
  expect(await recordManifestValidation(db, { manifestId, validatedBy: 'v' })).toBe(true)
  expect(await approveBuildManifest(db, { manifestId })).toBe(true)

  const request = await queueManifestBuild(db, queued)
  expect(request.outcome).toBe('queued')
  expect(await findBuildManifest(db, { manifestId })).toMatchObject({ deploymentStatus: 'building' })
  expect(await settleBuildManifest(db, { manifestId })).toBeUndefined()
  const [first] = await claimBuilds(db, worker)
  if (first) await failBuild(db, { ...first, errorMessage: 'no' })
  expect(await settleBuildManifest(db, { manifestId })).toMatchObject({ deploymentStatus: 'failed' })

  await queueManifestBuild(db, queued)
  const [second] = await claimBuilds(db, worker)
  if (second) await completeBuild(db, second)
  expect(await settleBuildManifest(db, { manifestId })).toMatchObject({
    deploymentStatus: 'deployed',
    buildId: second?.buildId,
    deployedAt: expect.any(Date),
  })
  expect(await recordManifestValidation(db, { manifestId, validatedBy: 'v' })).toBe(false)
})

test('a manifest whose image is in the cache is deployed at once', async ({ db }) => {
  const customerId = await aLicensedCustomer(db)
  const manifest = { image: 'cached' }
  const created = await createBuildManifest(db, { customerId, manifest })
  expect(created.manifestHash).toBe(sha256('{"image": "cached"}'))
  const entry = await aCacheEntry(db, { manifest_hash: created.manifestHash, manifest_json: JSON.stringify(manifest) })
  await recordManifestValidation(db, { manifestId: created.id, validatedBy: 'v' })
  await approveBuildManifest(db, { manifestId: created.id })

  expect(await queueManifestBuild(db, { manifestId: created.id, manifestPath: 'm' })).toEqual({
    outcome: 'cached',
    cacheEntryId: entry,
  })
  expect(await findBuildManifest(db, { manifestId: created.id })).toMatchObject({
    deploymentStatus: 'deployed',
    cacheEntryId: entry,
  })
})
