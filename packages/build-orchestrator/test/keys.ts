import { randomBytes } from 'node:crypto'

import { createLocalKeyProvider } from '../src/index.js'

const first = randomBytes(32)
const second = randomBytes(32)

/** A key, the same with its successor, and the successor alone. */
export const keys = createLocalKeyProvider({ keyId: 'main', keys: { 1: first } })
export const bothKeys = createLocalKeyProvider({ keyId: 'main', keys: { 1: first, 2: second } })
export const latestKeys = createLocalKeyProvider({ keyId: 'main', keys: { 2: second } })

/** The way into a registry, sealed with the first key. */
export function aCredential(customerId: string, given = {}) {
  return {
    customerId,
    registryName: 'main',
    registryUrl: 'ghcr.io/acme',
    registryProvider: 'custom' as const,
    username: 'ada',
    password: 'pässwörd-1843',
    keys,
    ...given,
  }
}
