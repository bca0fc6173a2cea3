import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { buildPackage, newStep } from '../src/index.js'
import { withWorkshop } from './workshop.js'

test('makes the next pair and its line, ready to be built', async () => {
  await withWorkshop(async (directory) => {
    await buildPackage({ directory })

    const { files } = await newStep({ directory, name: 'tool_photos' })

    expect(files).toEqual(['migrations/003_tool_photos.sql', 'migrations/down/003_tool_photos.sql', 'migrations/ORDER'])
    expect(await readFile(join(directory, 'migrations/003_tool_photos.sql'), 'utf8')).toContain('workshop.example')
    const report = await buildPackage({ directory, check: false })
    expect(report.order).toEqual({ added: [], changed: [] })
    expect(report.migrations.steps.at(-1)).toMatchObject({ version: '003', name: 'tool_photos' })
  })
})

test('makes a first step that creates the schema', async () => {
  await withWorkshop(async (directory) => {
    await rm(join(directory, 'migrations'), { recursive: true })
    await rm(join(directory, 'fixtures'), { recursive: true })

    await newStep({ directory, name: 'InitialSchema' })

    const { migrations } = await buildPackage({ directory })
    expect(migrations.steps).toMatchObject([
      { version: '001', name: 'InitialSchema', up: { createSchema: {} }, down: { dropSchema: {} } },
    ])
  })
})

describe('goes on in the style of the last version', () => {
  test.each([
    ['009', '010'],
    ['0999', '1000'],
    ['7', '8'],
    ['v1.9', 'v1.10'],
    ['20251118094238', '20260304050607'],
    ['1695470000000', '1772600767000'],
  ])('%s → %s', async (last, expected) => {
    await withWorkshop(async (directory) => {
      await rm(join(directory, 'migrations'), { recursive: true })
      await mkdir(join(directory, 'migrations'))
      await writeFile(join(directory, `migrations/${last}_a.sql`), '--! irreversible: an example\n')

      const { files } = await newStep({ directory, name: 'b', now: new Date('2026-03-04T05:06:07Z') })

      expect(files[0]).toBe(`migrations/${expected}_b.sql`)
    })
  })
})

test('refuses a name that exists, a version that exists, and what is no name', async () => {
  await withWorkshop(async (directory) => {
    for (const options of [
      { name: 'workshop' },
      { name: 'more', version: '001' },
      { name: 'with space' },
      { name: '../up' },
      { name: 'more', version: '1_2' },
    ]) {
      await expect(newStep({ directory, ...options })).rejects.toMatchObject({ code: 'BUILD_STEP_NAME' })
    }
  })
})
