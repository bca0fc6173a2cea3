import { library } from '@schemata/tsup'

export default library({
  entry: ['src/index.ts', 'src/schema.ts', 'src/kysely.ts', 'src/bullmq.ts', 'src/pgmq.ts', 'src/service.ts'],
})
