import { describeSchema } from '@schemata/testing'

import * as rows from '../src/generated/rows.js'
import * as exports from '../src/index.js'

/** The document's migrations name keys and indexes as its tools do by default; later tables follow, so that one schema has one way. */
const DOCUMENT_NAME = /_(fkey|key|check|unique|index|idx)$|^tsvectorupdate$/

describeSchema(exports.containersLab, { exports, rows, documentNames: (_kind, name) => DOCUMENT_NAME.test(name) })
