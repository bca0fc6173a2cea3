import { appendFile, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { CompiledMigrations } from '@schemata/contract'
import { createJiti } from 'jiti'
import { expect, test } from 'vitest'

import { buildPackage, compileFiles, renderMigrations } from '../src/index.js'
import { FACTS } from './a-package.js'
import { withWorkshop } from './workshop.js'

const ORDER = 'migrations/ORDER'
const GENERATED = 'src/generated/migrations.ts'

test('builds a package that was never built', async () => {
  await withWorkshop(async (directory) => {
    const report = await buildPackage({ directory })

    expect(report).toMatchObject({
      key: 'workshop',
      schema: 'workshop',
      steps: 2,
      fixtures: 1,
      order: { added: ['001_workshop', '002_loan_index'], changed: [] },
      written: [ORDER, GENERATED],
    })
    expect(report.migrations.steps[0]?.up.sites.some(({ kind }) => kind === 'role')).toBe(true)
    expect(await generatedIn(directory)).toEqual(report.migrations)
  })
})

test('writes nothing the second time', async () => {
  await withWorkshop(async (directory) => {
    await buildPackage({ directory })
    const { mtimeMs } = await stat(join(directory, GENERATED))

    const report = await buildPackage({ directory })

    expect(report.written).toEqual([])
    expect((await stat(join(directory, GENERATED))).mtimeMs).toBe(mtimeMs)
    expect((await buildPackage({ directory, check: true })).written).toEqual([])
  })
})

test('with check, lists all that is out of date and writes none of it', async () => {
  await withWorkshop(async (directory) => {
    await buildPackage({ directory })
    const order = await readFile(join(directory, ORDER), 'utf8')
    await appendFile(join(directory, 'migrations/001_workshop.sql'), 'SELECT 1;\n')
    await writeFile(join(directory, 'migrations/003_x.sql'), '--! irreversible: an example\nSELECT 1;\n')

    await expect(buildPackage({ directory, check: true })).rejects.toMatchObject({
      code: 'BUILD_REFUSED',
      problems: [
        {
          code: 'BUILD_STALE',
          place: { file: ORDER },
          differences: ['`003_x` has no line', 'the digests of `001_workshop` are others'],
        },
        { code: 'BUILD_STALE', place: { file: GENERATED } },
      ],
    })
    expect(await readFile(join(directory, ORDER), 'utf8')).toBe(order)
    expect((await buildPackage({ directory })).order).toEqual({ added: ['003_x'], changed: ['001_workshop'] })
  })
})

test('with check, minds the layout of ORDER but not its line ends', async () => {
  await withWorkshop(async (directory) => {
    await buildPackage({ directory })
    const order = await readFile(join(directory, ORDER), 'utf8')

    await writeFile(join(directory, ORDER), order.replaceAll('\n', '\r\n'))
    expect((await buildPackage({ directory, check: true })).written).toEqual([])

    await writeFile(join(directory, ORDER), order.replaceAll(' sha256', '   sha256'))
    await expect(buildPackage({ directory, check: true })).rejects.toMatchObject({
      problems: [{ place: { file: ORDER } }],
    })
  })
})

test('with check, does not ask for the generated file, nor leave one', async () => {
  await withWorkshop(async (directory) => {
    await buildPackage({ directory })
    await rm(join(directory, GENERATED))

    await buildPackage({ directory, check: true })

    await expect(stat(join(directory, GENERATED))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

test('leaves everything as it was when it refuses', async () => {
  await withWorkshop(async (directory) => {
    await appendFile(join(directory, 'migrations/001_workshop.sql'), 'COMMIT;\n')

    await expect(buildPackage({ directory })).rejects.toMatchObject({
      problems: [{ code: 'BUILD_TRANSACTION_CONTROL', place: { file: 'migrations/001_workshop.sql' } }],
    })
    await expect(stat(join(directory, ORDER))).rejects.toMatchObject({ code: 'ENOENT' })
    await expect(stat(join(directory, GENERATED))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

test('embeds catalog.json and refuses one that is something else', async () => {
  await withWorkshop(async (directory) => {
    const contract = {
      format: 1,
      schema: 'workshop',
      objects: [{ kind: 'table', name: 'tool', facts: { rows: null } }],
    }
    await writeFile(join(directory, 'catalog.json'), JSON.stringify(contract))
    expect((await buildPackage({ directory })).migrations.contract).toEqual(contract)
    expect(await generatedIn(directory)).toMatchObject({ contract })

    await writeFile(join(directory, 'catalog.json'), '{ "format": 2 }')
    await expect(buildPackage({ directory })).rejects.toMatchObject({ code: 'BUILD_MANIFEST' })
  })
})

test('says which file is no manifest', async () => {
  await withWorkshop(async (directory) => {
    await writeFile(join(directory, 'src/schema.ts'), 'export const nothing = 1\n')
    await expect(buildPackage({ directory })).rejects.toMatchObject({
      code: 'BUILD_MANIFEST',
      file: join(directory, 'src/schema.ts'),
      message: expect.stringContaining('no schema package'),
    })

    await rm(join(directory, 'package.json'))
    await expect(buildPackage({ directory })).rejects.toMatchObject({ file: join(directory, 'package.json') })
  })
})

test('generates a module that says exactly what was compiled', async () => {
  await withWorkshop(async (directory) => {
    const lines = ['`tick`', `\${dollar}`, String.raw`back\slash \u0041`, 'ü🛠\u2028', 'lone\rreturn', '\tend']
    const sql = `--! irreversible: \`why\` \${not}\nCREATE SCHEMA IF NOT EXISTS notes;\n`
    const migrations = await compileFiles({
      ...FACTS,
      files: {
        'migrations/001_a.sql': sql,
        ...Object.fromEntries(lines.map((line, index) => [`fixtures/${index}.sql`, `/* ${line} */\nSELECT 1;`])),
      },
    })
    await writeFile(join(directory, 'src/rendered.ts'), renderMigrations(migrations))

    const loaded = await createJiti(join(directory, 'package.json')).import<{ migrations: CompiledMigrations }>(
      join(directory, 'src/rendered.ts'),
    )

    expect(loaded.migrations).toEqual(migrations)
    expect(renderMigrations(loaded.migrations)).toBe(renderMigrations(migrations))
  })
})

async function generatedIn(directory: string): Promise<CompiledMigrations> {
  const jiti = createJiti(join(directory, 'package.json'), { fsCache: false, moduleCache: false })
  return (await jiti.import<{ migrations: CompiledMigrations }>(join(directory, GENERATED))).migrations
}
