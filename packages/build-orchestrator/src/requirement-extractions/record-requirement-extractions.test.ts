import { randomUUID } from 'node:crypto'

import { expect } from 'vitest'

import { test } from '../../test/test.js'
import {
  createBuildManifest,
  findConversation,
  recordConversationIntents,
  recordRequirementExtractions,
  settleRequirement,
  startConversation,
} from '../index.js'

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
