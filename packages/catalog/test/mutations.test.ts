import type { CatalogContract } from '@schemata/contract'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'

import {
  compareContracts,
  type Difference,
  describeDifference,
  mendDifference,
  readCatalog,
  readStamp,
} from '../src/index.js'
import { MUTATIONS, type Mutation } from './mutations.js'
import { sampleDatabase, undone } from './sample.js'

describe.each(['url15', 'url18'] as const)('on %s', (server) => {
  let client: pg.Client
  let contract: CatalogContract

  beforeAll(async () => {
    client = await sampleDatabase(inject(server), 'catalog_mutations')
    contract = await readCatalog(client, { schema: 'sample' })
  })
  afterAll(() => client.end())

  async function differences(): Promise<Difference[]> {
    return compareContracts(contract, await readCatalog(client, { schema: 'sample' }))
  }

  /** A test's transaction can take no CONCURRENTLY. */
  function mend(difference: Difference): string | null {
    return mendDifference(difference, { expected: contract })?.replaceAll(' CONCURRENTLY', '') ?? null
  }

  test.each(MUTATIONS.map((mutation): [string, Mutation] => [mutation.sql, mutation]))(
    'finds %s',
    async (_, mutation) => {
      await undone(client, async () => {
        const stamp = await readStamp(client, ['sample'])
        await client.query(mutation.sql)
        expect(await readStamp(client, ['sample'])).not.toBe(stamp)
        const found = await differences()
        expect(
          found.map(({ kind, object, fact }) =>
            fact === undefined ? `${kind} ${object}` : `${kind} ${object}: ${fact}`,
          ),
        ).toEqual(mutation.finds)
        for (const difference of found) expect(describeDifference(difference)).toContain(difference.object)

        if (!mutation.mends) return
        for (const difference of found) await client.query(mend(difference) ?? 'no SQL')
        // What stood on a dropped object (comments, grants, indexes) is found and mended once it is back.
        for (const difference of await differences()) await client.query(mend(difference) ?? 'no SQL')
        expect(await differences()).toEqual([])
      })
    },
  )

  test('finds nothing after all this', async () => {
    expect(await differences()).toEqual([])
  })

  test('has one stamp while only rows change', async () => {
    const stamp = await readStamp(client, ['sample'])
    await undone(client, async () => {
      await client.query('CREATE TABLE public.elsewhere (id integer)')
      expect(await readStamp(client, ['sample'])).toBe(stamp)
    })
    await client.query('VACUUM (FREEZE, ANALYZE)')
    expect(await readStamp(client, ['sample'])).toBe(stamp)
    expect(await readStamp(client, ['nothing_here'])).not.toBe(stamp)
  })
})

test('knows at least sixty changes', () => {
  expect(new Set(MUTATIONS.map(({ sql }) => sql)).size).toBeGreaterThanOrEqual(60)
})
