// Applies the stack given as JSON on standard input; a process of its own, so that it can be killed.
import { readFileSync } from 'node:fs'
import { defineSchema, defineStack } from '@schemata/contract'
import { Pool } from 'pg'
import { createRunner, fromPool } from '../dist/index.js'

const { url, packages } = JSON.parse(readFileSync(0, 'utf8'))
const pool = new Pool({ connectionString: url, max: 2, application_name: 'runner under test' })
pool.on('error', () => {})
const stack = defineStack({ packages: packages.map((definition) => defineSchema(definition)) })
const onEvent = (event) => process.stdout.write(`${JSON.stringify(event)}\n`)
const result = await createRunner({ stack, sessions: fromPool(pool) }).apply({ onEvent, waitMs: 60_000 })
process.stdout.write(`${JSON.stringify({ type: 'result', result })}\n`)
await pool.end()
