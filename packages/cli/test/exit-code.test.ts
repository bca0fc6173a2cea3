import * as compiler from '@schemata/compiler'
import * as contract from '@schemata/contract'
import * as embedded from '@schemata/embedded'
import * as runner from '@schemata/runner'
import { describe, expect, test } from 'vitest'

import * as own from '../src/errors.js'
import { EXIT_CODES, exitCodeOf, findExitCode } from '../src/exit-code.js'

/** Every error class that a library exports, with its code as the class declares it. */
function errorCodes(library: object): string[] {
  return Object.values(library).flatMap((exported: unknown) => {
    if (typeof exported !== 'function' || !(exported.prototype instanceof contract.SchemaError)) return []
    return /\bcode = ["']([A-Z_]+)["']/.exec(String(exported))?.[1] ?? []
  })
}

describe('every error of a library has an exit code', () => {
  test.each([
    ['contract', contract, 3],
    ['runner', runner, 25],
    ['compiler', compiler, 25],
    ['embedded', embedded, 5],
    ['cli', own, 7],
  ] as const)('%s', (_, library, atLeast) => {
    const codes = errorCodes(library)

    expect(codes.length).toBeGreaterThanOrEqual(atLeast)
    expect(codes.filter((code) => findExitCode(code) === undefined)).toEqual([])
  })
})

test('every exit code has a meaning', () => {
  const codes = [contract, runner, compiler, embedded, own].flatMap(errorCodes)

  expect(codes.map((code) => exitCodeOf([{ code }])).filter((exitCode) => !(exitCode in EXIT_CODES))).toEqual([])
})

test('the gravest error decides, whatever comes first', () => {
  expect(exitCodeOf([{ code: 'RANGE_NOT_MET' }, { code: 'CHECKSUM_MISMATCH' }])).toBe(5)
  expect(exitCodeOf([{ code: 'CHECKSUM_MISMATCH' }, { code: 'RANGE_NOT_MET' }])).toBe(5)
})

test('nothing is 0 and an unknown code is 1', () => {
  expect([exitCodeOf([]), exitCodeOf([{ code: 'NOBODY_KNOWS' }])]).toEqual([0, 1])
})
