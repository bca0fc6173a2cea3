import { auditJobs } from '@schemata/audit-jobs/schema'
import { auth } from '@schemata/auth/schema'
import { buildOrchestrator } from '@schemata/build-orchestrator/schema'
import { containersLab } from '@schemata/containers-lab/schema'
import { defineStack } from '@schemata/contract'
import { courseOutbox } from '@schemata/course-outbox/schema'
import { courses } from '@schemata/courses/schema'
import { gpuDev } from '@schemata/gpu-dev/schema'
import { pgmq } from '@schemata/pgmq/schema'

/** The reference stack: every schema package there is. */
export default defineStack({
  packages: [auth, courses, courseOutbox, buildOrchestrator, auditJobs, containersLab, pgmq, gpuDev],
})
