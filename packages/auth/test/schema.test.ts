import { describeSchema } from '@schemata/testing'

import * as rows from '../src/generated/rows.js'
import * as exports from '../src/index.js'

describeSchema(exports.auth, { exports, rows, documentNames: ['users_pkey', 'users_email_partial_key'] })
