import { describeSchema } from '@schemata/testing'

import * as rows from '../src/generated/rows.js'
import * as exports from '../src/index.js'

describeSchema(exports.pgmq, {
  exports,
  rows,
  documentNames: ['meta_queue_name_key'],
  exceptions: [
    {
      rule: 'search-paths',
      objects: [/^(send|send_batch|read|pop|set_vt|delete|archive)\(/],
      reason:
        'a setting costs each call a twentieth of its time; they run with the rights of the caller and name the schema of every table',
    },
  ],
})
