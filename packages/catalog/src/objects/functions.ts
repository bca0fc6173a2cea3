import type { CatalogFacts, CatalogObject, FunctionArgument } from '@schemata/contract'

import type { FunctionRow } from '../catalog-rows.js'
import { factsOf } from '../facts-of.js'
import type { Spelling } from '../spelling.js'
import { optionsOf } from './options-of.js'

const KINDS = { f: undefined, p: 'procedure', a: 'aggregate', w: 'window' } as const
const MODES = { i: undefined, o: 'out', b: 'inout', v: 'variadic', t: 'table' } as const
const VOLATILITIES = { v: undefined, s: 'stable', i: 'immutable' } as const
const PARALLEL = { u: undefined, s: 'safe', r: 'restricted' } as const

/** Functions, procedures and aggregates, named with the types of the arguments that identify them. */
export function describeFunctions(rows: readonly FunctionRow[], spelling: Spelling): CatalogObject[] {
  return rows.map((row) => ({
    kind: 'function',
    name: signatureOf(row, spelling),
    facts: functionFacts(row, spelling),
  }))
}

/** `get_build(uuid, sample.status)` */
export function signatureOf({ name, types }: { name: string; types: readonly string[] }, spelling: Spelling): string {
  return `${name}(${types.map(spelling.sql).join(', ')})`
}

function functionFacts(row: FunctionRow, spelling: Spelling): CatalogFacts['function'] {
  return factsOf<CatalogFacts['function']>({
    kind: KINDS[row.kind],
    arguments: (row.arguments ?? []).map((argument) =>
      factsOf<FunctionArgument>({
        name: argument.name || null,
        mode: MODES[argument.mode],
        type: spelling.sql(argument.type),
        default: argument.default && spelling.sql(argument.default),
      }),
    ),
    result: row.result && spelling.sql(row.result),
    language: row.language,
    volatility: VOLATILITIES[row.volatility],
    strict: row.strict || undefined,
    securityDefiner: row.securityDefiner || undefined,
    leakproof: row.leakproof || undefined,
    parallel: PARALLEL[row.parallel],
    settings: optionsOf(row.settings, spelling.setting),
    body: bodyDigest(row, spelling),
    aggregate: row.aggregate && aggregateFacts(row.aggregate, spelling),
    comment: row.comment,
  })
}

/** A body that was parsed when created is printed anew by the server; the layout of that is no fact. */
function bodyDigest({ body, parsedBody, library }: FunctionRow, spelling: Spelling): string {
  if (parsedBody !== null) return spelling.digest(spelling.sql(parsedBody))
  return spelling.digest(library === null ? body : `${library} ${body}`)
}

function aggregateFacts(aggregate: Record<string, string | null>, spelling: Spelling): Record<string, string> {
  return factsOf<Record<string, string>>(
    Object.fromEntries(
      Object.entries(aggregate).map(([name, fact]) => [name, fact === null ? undefined : spelling.sql(fact)]),
    ),
  )
}
