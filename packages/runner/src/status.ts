import { type Context, prepare, withSession } from './context.js'
import type { ReportedError } from './errors.js'
import type { PackageStatus, Plan } from './plan.js'

export interface StatusReport {
  readonly packages: readonly PackageStatus[]
  /** Why the database cannot be brought further; empty when it can. */
  readonly problems: readonly ReportedError[]
}

/** Says where each package of the stack stands. Reads only; needs SELECT on the ledger. */
export async function status(context: Context): Promise<StatusReport> {
  const { packages, problems } = await plan(context)
  return { packages, problems }
}

/** Says what `apply` would do. Reads only, takes no lock. */
export async function plan(context: Context): Promise<Plan> {
  return withSession(context, async (session) => (await prepare(context, session)).plan)
}
