import { createHash, randomUUID } from 'node:crypto'
import { inspect } from 'node:util'

import {
  claimBuilds,
  completeBuild,
  enqueueBuild,
  reportBuildProgress,
  signUpCustomer,
} from '@schemata/build-orchestrator'
import pg from 'pg'

const connectionString = process.env.DATABASE_URL
if (!connectionString) {
  process.stderr.write('DATABASE_URL is not set. Point it at a database to which the stack has been applied.\n')
  process.exit(2)
}
const pool = new pg.Pool({ connectionString })

/** Runs one call and shows it with the parts of its result that matter here. */
async function show(call, parameters, parts) {
  const result = await call(pool, parameters)
  process.stdout.write(`${call.name}\n  ${inspect(parts(result), { breakLength: Infinity })}\n`)
  return result
}

try {
  const customerId = `acme-${randomUUID().slice(0, 8)}`
  const hash = createHash('sha256').update(customerId).digest('hex')

  await show(
    signUpCustomer,
    {
      customerId,
      organizationName: 'Acme',
      contactEmail: 'ops@acme.example',
      // A real application encrypts the key with its own key service before it comes here.
      licenseKey: { encrypted: 'cipher text', hash },
    },
    ({ customer, license }) => ({
      customer: customer.customerId,
      license: license.status,
      expiresAt: license.expiresAt,
      buildsPerMonth: license.maxBuildsPerMonth,
    }),
  )

  for (const priority of ['low', 'critical', 'normal']) {
    await show(
      enqueueBuild,
      { customerId, manifestPath: `manifests/${priority}.json`, manifest: { image: `web-${priority}` }, priority },
      ({ id, status, priority: level }) => ({ id, status, priority: level }),
    )
  }

  const [build] = await show(claimBuilds, { workerId: 'worker-1', workerHostname: 'localhost', limit: 1 }, (builds) =>
    builds.map(({ buildId, fence, manifest, priority }) => ({ buildId, fence, manifest, priority })),
  )
  if (build === undefined) throw new Error('Another worker was faster: no build was left to claim.')

  // The fence tells this run from a later one of the same build: every report states it.
  const { buildId, fence } = build
  await show(
    reportBuildProgress,
    { buildId, fence, progressPercent: 60, currentStep: 'Pushing image', stepsCompleted: 3 },
    (updated) => updated,
  )
  await show(
    completeBuild,
    { buildId, fence, exitCode: 0, totalLayers: 12, cacheLayersUsed: 9, imageTags: ['web:1'] },
    (result) => ({
      success: result?.success,
      actualDurationSeconds: result?.actualDurationSeconds,
      imageTags: result?.imageTags,
    }),
  )
} finally {
  await pool.end()
}
