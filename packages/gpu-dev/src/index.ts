export { type AuthenticateKeyParameters, type Authentication, authenticateKey } from './api-keys/authenticate-key.js'
export type { IssuedKey } from './api-keys/issued-key.js'
export type { KeyOptions } from './api-keys/key-options.js'
export { type ApiKey, type ListApiKeysParameters, listApiKeys } from './api-keys/list-api-keys.js'
export { type LogIn, type LogInParameters, logIn } from './api-keys/log-in.js'
export { type LogInWithIdentityParameters, logInWithIdentity } from './api-keys/log-in-with-identity.js'
export { type PurgeApiKeysParameters, purgeApiKeys } from './api-keys/purge-api-keys.js'
export { type RevokeApiKeyParameters, revokeApiKey } from './api-keys/revoke-api-key.js'
export { type RevokeApiKeysParameters, revokeApiKeys } from './api-keys/revoke-api-keys.js'
export { type KeyRotation, type RotateApiKeyParameters, rotateApiKey } from './api-keys/rotate-api-key.js'
export type { ApiUser } from './api-users/api-user.js'
export { type FindApiUserParameters, findApiUser } from './api-users/find-api-user.js'
export { type RenameApiUserOutcome, type RenameApiUserParameters, renameApiUser } from './api-users/rename-api-user.js'
export { type SetApiUserActiveParameters, setApiUserActive } from './api-users/set-api-user-active.js'
export {
  AmbiguousPrefixError,
  InvalidInputError,
  MissingTablesError,
  ReservationIdTakenError,
  UnknownGpuTypeError,
  UnknownReservationError,
} from './errors.js'
export { gpuDev } from './schema.js'
