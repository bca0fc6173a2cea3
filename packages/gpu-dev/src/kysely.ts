export type { Database, Tables } from './generated/kysely.js'
