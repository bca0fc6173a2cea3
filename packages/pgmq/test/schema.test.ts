import { describeSchema } from '@schemata/testing'

import * as rows from '../src/generated/rows.js'
import * as exports from '../src/index.js'

describeSchema(exports.pgmq, { exports, rows, documentNames: ['meta_queue_name_key'] })
