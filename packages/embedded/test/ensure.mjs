// Makes sure of the development server in the directory that is named, and ends.
import { ensureServer } from '@schemata/embedded'

const { url, outcome } = await ensureServer({ directory: process.argv[2] })
process.stdout.write(JSON.stringify({ url, outcome }))
