import { createHash, randomUUID } from 'node:crypto'

import type { Queryable } from '@schemata/contract'

import {
  claimBuilds,
  type EnqueueBuildParameters,
  enqueueBuild,
  getBuild,
  type Hold,
  type SignUpCustomerParameters,
  signUpCustomer,
} from '../src/index.js'

/** Belongs to the customer that is always there, and needs no license. */
export function aBuild(given: Partial<EnqueueBuildParameters> = {}): EnqueueBuildParameters {
  return {
    customerId: 'system',
    manifestPath: 'manifests/web.json',
    manifest: { image: 'web' },
    quota: 'ignore',
    ...given,
  }
}

/** Its id and its key are new each time. */
export function aCustomer(given: Partial<SignUpCustomerParameters> = {}): SignUpCustomerParameters {
  const customerId = `customer-${randomUUID()}`
  return {
    customerId,
    organizationName: 'Acme',
    contactEmail: 'ops@acme.example',
    licenseKey: { encrypted: 'cipher text', hash: sha256(customerId) },
    ...given,
  }
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Writes a row column by column as a document's own SQL would, and gives it back with its defaults. */
export async function insert(
  db: Queryable,
  table: string,
  row: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const columns = Object.keys(row)
  const places = columns.map((_, index) => `$${index + 1}`)
  const { rows } = await db.query(
    `INSERT INTO build_orchestrator.${table} (${columns.join(', ')}) VALUES (${places.join(', ')}) RETURNING *`,
    Object.values(row),
  )
  return rows[0]
}

/** A cache entry of which only the given columns matter. */
export async function aCacheEntry(db: Queryable, given: Record<string, unknown> = {}): Promise<string> {
  const row = await insert(db, 'build_cache_registry', {
    manifest_hash: sha256(randomUUID()),
    tier: 'core',
    registry_url: 'registry.example',
    image_tag: 'web:1',
    full_image_url: 'registry.example/web:1',
    modules: ['core'],
    architecture: 'amd64',
    cloud_provider: 'aws',
    cloud_compute: 'ecs',
    deployment_mode: 'standalone',
    build_duration_seconds: 12.5,
    manifest_json: '{}',
    ...given,
  })
  return String(row.id)
}

/** A customer without a license. */
export async function aBareCustomer(db: Queryable, given: Record<string, unknown> = {}): Promise<string> {
  const row = await insert(db, 'customers', {
    customer_id: `customer-${randomUUID()}`,
    organization_name: 'Acme',
    contact_email: 'ops@acme.example',
    ...given,
  })
  return String(row.customer_id)
}

export function daysAgo(days: number): Date {
  return new Date(Date.now() - days * 86_400_000)
}

/** The present run of a build, as its worker would name it. */
export async function held(db: Queryable, id: string): Promise<Hold> {
  const { fence } = await getBuild(db, { id })
  return { buildId: id, fence }
}

/** Signed up, with a license that allows what is stated; the rest is unlimited. */
export async function aLicensedCustomer(
  db: Queryable,
  { builds = null, concurrent = null }: { builds?: number | null; concurrent?: number | null } = {},
): Promise<string> {
  const { customer } = await signUpCustomer(db, aCustomer())
  await db.query(
    `UPDATE build_orchestrator.licenses
     SET max_builds_per_month = $2, max_concurrent_builds = $3, max_registries = NULL WHERE customer_id = $1`,
    [customer.customerId, builds, concurrent],
  )
  return customer.customerId
}

export const worker = { workerId: 'worker-1', workerHostname: 'build-3' }

/** A build that is ready, claimed by `worker`. */
export async function claimOne(db: Queryable, given = {}): Promise<Hold> {
  const [build] = await claimBuilds(db, { ...worker, ...given })
  if (build === undefined) throw new Error('No build was ready.')
  return { buildId: build.buildId, fence: build.fence }
}

/** Makes a build that is claimed with a lease look as if its worker had been silent for too long. */
export function loseWorker(db: Queryable, { buildId }: Hold) {
  return db.query(
    `UPDATE build_orchestrator.build_queue SET lease_until = clock_timestamp() - interval '1 ms' WHERE id = $1`,
    [buildId],
  )
}

/** Builds of one customer, alike. */
export async function enqueueMany(db: Queryable, customerId: string, count: number, given = {}) {
  const builds = []
  for (let build = 0; build < count; build++) builds.push(await enqueueBuild(db, aBuild({ customerId, ...given })))
  return builds
}
