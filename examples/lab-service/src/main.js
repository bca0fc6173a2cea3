import { createService } from './create-service.js'
import { createFakeHypervisor } from './fake-hypervisor.js'

const connectionString = process.env.DATABASE_URL
if (!connectionString) {
  process.stderr.write('DATABASE_URL is not set. Point it at a database to which the stack has been applied.\n')
  process.exit(2)
}
const { server, close } = await createService({ connectionString, hypervisor: createFakeHypervisor() })
process.once('SIGTERM', close)
process.once('SIGINT', close)
server.listen(Number(process.env.PORT ?? 3000), () => {
  process.stdout.write(`The lab listens on port ${server.address().port}.\n`)
})
