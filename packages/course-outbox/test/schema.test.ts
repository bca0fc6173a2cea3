import { describeSchema } from '@schemata/testing'

import * as rows from '../src/generated/rows.js'
import * as exports from '../src/index.js'

describeSchema(exports.courseOutbox, {
  exports,
  rows,
  documentNames: [
    'job_outbox_system_only',
    'idempotency_keys_system_only',
    'fsm_events_system_write',
    'fsm_events_user_read',
    'idx_idempotency_expires',
    'idx_idempotency_entity',
  ],
})
