import type { Script } from '@schemata/contract'
import type { Client } from 'pg'
import { describe, expect } from 'vitest'

import { compileFiles } from '../src/index.js'
import { randomName, test } from './database.js'
import { WORKSHOP_FACTS, workshopFiles } from './workshop.js'

describe('the example package, of more than 25 statements, under two random names', () => {
  test('leaves nothing of its own name in the catalog', async ({ db, role }) => {
    const [first, second] = [randomName(), randomName()]
    await installUnder(db, first, role)
    await installUnder(db, second, role)

    const definitions = await definitionsIn(db, first)

    expect(definitions.length).toBeGreaterThan(30)
    // The setting, comments in bodies and prose keep their words; nothing else does.
    const code = definitions.map((text) => text.replace(/--.*/g, '').replaceAll('workshop.owner', ''))
    expect(code.filter((text) => text.includes('workshop'))).toEqual([
      'Everything of workshop.tool and workshop.loan, told in prose ✎.',
      `From the setting ; see "workshop".tool, it's there.`,
    ])
    expect(definitions.filter((text) => text.includes(second))).toEqual([])
    expect(definitions.map((text) => text.replaceAll(first, second))).toEqual(await definitionsIn(db, second))
    await uninstall(db, role, [first, second])
  })

  test('works where the original schema never was', async ({ db, role }) => {
    const schema = randomName()
    await installUnder(db, schema, role)

    const { rows } = await db.query(`SELECT tool_id FROM ${schema}.lend(100)`)
    await db.query(`CALL ${schema}.refresh()`)
    const { rows: open } = await db.query(`SELECT name, state::text FROM ${schema}.open_loan`)

    expect(rows).toEqual([{ tool_id: '100' }])
    expect(open).toEqual([{ name: 'Hobel', state: 'lent' }])
    await uninstall(db, role, [schema])
  })

  test('goes away again by its own down scripts', async ({ db, role }) => {
    const schema = randomName()
    await installUnder(db, schema, role)

    await uninstall(db, role, [schema])

    const { rows } = await db.query('SELECT FROM pg_catalog.pg_namespace WHERE nspname = $1', [schema])
    expect(rows).toHaveLength(0)
  })
})

async function installUnder(db: Client, schema: string, role: string): Promise<void> {
  const { steps, fixtures } = await compileFiles({ ...WORKSHOP_FACTS, files: await workshopFiles() })
  for (const { up } of steps) await db.query(relocate(up, schema, role))
  for (const { script } of fixtures) await db.query(relocate(script, schema, role))
}

async function uninstall(db: Client, role: string, schemas: readonly string[]): Promise<void> {
  const { steps } = await compileFiles({ ...WORKSHOP_FACTS, files: await workshopFiles() })
  for (const schema of schemas) {
    for (const { down } of [...steps].reverse()) if (down) await db.query(relocate(down, schema, role))
  }
}

/** Substitutes at the sites and nowhere else. */
function relocate({ sql, sites }: Script, schema: string, role: string): string {
  return sites.reduceRight((text, { at, kind, name }) => {
    return text.slice(0, at) + (kind === 'schema' ? schema : role) + text.slice(at + name.length)
  }, sql)
}

/** Every text in which the catalog could still hold a schema's name, sorted. */
async function definitionsIn(db: Client, schema: string): Promise<readonly string[]> {
  await db.query(`SET search_path = ''`)
  const { rows } = await db.query<{ definition: string }>(DEFINITIONS, [schema])
  await db.query('RESET search_path')
  return rows.map(({ definition }) => definition).sort()
}

const DEFINITIONS = `
  WITH ns AS (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = $1),
  rel AS (SELECT oid, relname, relkind FROM pg_catalog.pg_class WHERE relnamespace = (SELECT oid FROM ns)),
  fn AS (SELECT * FROM pg_catalog.pg_proc WHERE pronamespace = (SELECT oid FROM ns))
  SELECT pg_get_functiondef(oid) AS definition FROM fn WHERE prokind <> 'a'
  UNION ALL SELECT prosrc FROM fn
  UNION ALL SELECT array_to_string(proconfig, ';') FROM fn WHERE proconfig IS NOT NULL
  UNION ALL SELECT pg_get_viewdef(oid) FROM rel WHERE relkind IN ('v', 'm')
  UNION ALL SELECT pg_get_indexdef(oid) FROM rel WHERE relkind = 'i'
  UNION ALL SELECT pg_get_expr(adbin, adrelid) FROM pg_catalog.pg_attrdef WHERE adrelid IN (SELECT oid FROM rel)
  UNION ALL SELECT conname || pg_get_constraintdef(oid) FROM pg_catalog.pg_constraint
    WHERE connamespace = (SELECT oid FROM ns)
  UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_catalog.pg_trigger
    WHERE tgrelid IN (SELECT oid FROM rel) AND NOT tgisinternal
  UNION ALL SELECT concat(polname, pg_get_expr(polqual, polrelid), polroles::pg_catalog.regrole[]::text)
    FROM pg_catalog.pg_policy WHERE polrelid IN (SELECT oid FROM rel)
  UNION ALL SELECT pg_get_statisticsobjdef(oid) FROM pg_catalog.pg_statistic_ext
    WHERE stxnamespace = (SELECT oid FROM ns)
  UNION ALL SELECT description FROM pg_catalog.pg_description
    WHERE objoid IN (SELECT oid FROM rel UNION ALL SELECT oid FROM ns)
  UNION ALL SELECT array_to_string(nspacl, ';') FROM pg_catalog.pg_namespace WHERE nspname = $1
  UNION ALL SELECT relname || array_to_string(relacl, ';') FROM pg_catalog.pg_class
    WHERE relnamespace = (SELECT oid FROM ns) AND relacl IS NOT NULL
  UNION ALL SELECT array_to_string(defaclacl, ';') FROM pg_catalog.pg_default_acl
    WHERE defaclnamespace = (SELECT oid FROM ns)
`
