import { expect } from 'vitest'

import { test } from '../../test/test.js'
import {
  addTemplateVersion,
  createTemplate,
  deleteTemplate,
  findTemplate,
  listDependencySets,
  listTemplates,
  listTemplateVersions,
  promoteTemplateVersion,
  RuleViolatedError,
  saveDependencySet,
  setTemplateDependencies,
  TakenError,
  UnknownReferenceError,
  updateTemplate,
} from '../index.js'

test('a promoted version changes what it names and keeps the rest', async ({ pool }) => {
  const templateId = await createTemplate(pool, { name: 'promoted', image: 'ubuntu:24.04', cpu: 2, initScript: 'true' })
  const versionId = await addTemplateVersion(pool, {
    templateId,
    tag: 'v2',
    image: 'ubuntu:26.04',
    metadata: { by: 'ci' },
  })

  await promoteTemplateVersion(pool, { templateId, versionId })

  expect(await findTemplate(pool, { templateId })).toMatchObject({
    image: 'ubuntu:26.04',
    cpu: 2,
    memoryMb: 1024,
    initScript: 'true',
    updatedAt: expect.any(Date),
  })
  expect(await listTemplateVersions(pool, { templateId })).toMatchObject([
    { versionId, tag: 'v2', metadata: { by: 'ci' } },
  ])
  await expect(addTemplateVersion(pool, { templateId, tag: 'v2' })).rejects.toThrow(TakenError)
  const other = await createTemplate(pool, { name: 'other', image: 'x' })
  await expect(promoteTemplateVersion(pool, { templateId: other, versionId })).rejects.toThrow(RuleViolatedError)
})

test('a template is changed, listed and deleted; its name is its own', async ({ pool }) => {
  const templateId = await createTemplate(pool, { name: 'changing', image: 'x' })

  expect(await updateTemplate(pool, { templateId, memoryMb: 4096 })).toBe(true)
  expect(await findTemplate(pool, { templateId })).toMatchObject({ memoryMb: 4096, image: 'x', cpu: 1 })
  await expect(createTemplate(pool, { name: 'changing', image: 'y' })).rejects.toThrow(TakenError)
  expect((await listTemplates(pool)).map(({ name }) => name)).toContain('changing')
  expect(await deleteTemplate(pool, { templateId })).toBe(true)
  expect(await deleteTemplate(pool, { templateId })).toBe(false)
  expect(await updateTemplate(pool, { templateId, cpu: 2 })).toBe(false)
  expect(await findTemplate(pool, { templateId })).toBeUndefined()
})

test('a template comes with the sets that were given last', async ({ pool }) => {
  const templateId = await createTemplate(pool, { name: 'with sets', image: 'x' })
  const mern = await saveDependencySet(pool, { name: 'MERN', script: 'true' })
  const lamp = await saveDependencySet(pool, { name: 'LAMP' })
  expect(await saveDependencySet(pool, { name: 'MERN', description: 'Node' })).toBe(mern)

  await setTemplateDependencies(pool, { templateId, dependencySetIds: [mern] })
  await setTemplateDependencies(pool, { templateId, dependencySetIds: [mern, lamp] })
  await setTemplateDependencies(pool, { templateId, dependencySetIds: [lamp] })

  expect((await findTemplate(pool, { templateId }))?.dependencySetIds).toEqual([lamp])
  const saved = (await listDependencySets(pool)).find(({ name }) => name === 'MERN')
  expect(saved).toEqual({ dependencySetId: mern, name: 'MERN', description: 'Node', script: 'true' })
  await expect(setTemplateDependencies(pool, { templateId, dependencySetIds: [2_000_000_000] })).rejects.toThrow(
    UnknownReferenceError,
  )
})
