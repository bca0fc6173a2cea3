import { describeSchema } from '@schemata/testing'

import * as rows from '../src/generated/rows.js'
import * as exports from '../src/index.js'

describeSchema(exports.gpuDev, {
  exports,
  rows,
  documentNames: [/_(pkey|fkey|key)$/, /^update_(disks_last_updated|gpu_types_updated_at)$/],
  exceptions: [
    {
      rule: 'own-schema',
      objects: [/^\w+ pgmq\.("?[qa]_(gpu_reservations|disk_operations)|.*_(gpu_reservations|disk_operations))/],
      reason: 'The queues live where pgmq keeps queues; the document names them.',
    },
  ],
})
