import { auditJobs } from '@schemata/audit-jobs/schema'
import { auth } from '@schemata/auth/schema'
import { buildOrchestrator } from '@schemata/build-orchestrator/schema'
import { defineStack } from '@schemata/contract'
import { courses } from '@schemata/courses/schema'

/** The reference stack: every schema package there is. */
export default defineStack({ packages: [auth, courses, buildOrchestrator, auditJobs] })
