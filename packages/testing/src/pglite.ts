export {
  type CreatePGliteDatabaseParameters,
  createPGliteDatabase,
  type PGliteDatabase,
} from './pglite/create-pglite-database.js'
export { PGliteMissingError } from './pglite/errors.js'
