import { describeSchema } from '@schemata/testing'

import * as rows from '../src/generated/rows.js'
import * as exports from '../src/index.js'

describeSchema(exports.auditJobs, { exports, rows, documentNames: ['jobs_state_check', 'job_stages_status_check'] })
