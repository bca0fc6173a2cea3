// Starts a server, says where it is, and lives until it is told otherwise.
import { startServer } from '@schemata/embedded'

const { url, dataDir } = await startServer()
process.stdout.write(`${JSON.stringify({ url, dataDir })}\n`)
if (process.argv[2] === 'throw') throw new Error('on purpose')
if (process.argv[2] === 'stay') setInterval(() => {}, 1000)
