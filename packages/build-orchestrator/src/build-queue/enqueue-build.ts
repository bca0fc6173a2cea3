import type { Queryable } from '@schemata/contract'

import type { Build } from './build.js'
import { getBuild } from './get-build.js'
import { type RequestBuildParameters, submitRequest } from './request-build.js'

export type EnqueueBuildParameters = Omit<RequestBuildParameters, 'deduplicate' | 'cacheFirst'>

/**
 * Puts a build into the queue, whatever the cache holds and whatever is under way, and
 * gives it as it stands there.
 *
 * Inside a transaction, workers see the build once that is committed. `requestBuild`
 * asks the cache first and queues nothing twice.
 *
 * @throws UnknownCustomerError, UnknownRegistryError when what the build refers to is not there.
 * @throws BuildDependencyError when one of `dependsOn` is no build of the customer.
 * @throws BuildExistsError when the id is taken.
 * @throws NoValidLicenseError, MonthlyQuotaError unless `quota` is `ignore`; never for `system`.
 * @throws InvalidInputError
 * @example
 * const build = await enqueueBuild(pool, {
 *   customerId: 'acme',
 *   manifestPath: 'manifests/web.json',
 *   manifest: { image: 'web' },
 *   priority: 'high',
 * })
 */
export async function enqueueBuild(db: Queryable, parameters: EnqueueBuildParameters): Promise<Build> {
  const request = await submitRequest(db, 'enqueueBuild', { ...parameters, deduplicate: false, cacheFirst: false })
  if (request.outcome !== 'queued') throw new TypeError(`request_build answered ${request.outcome} to a plain request.`)
  return getBuild(db, { id: request.buildId })
}
