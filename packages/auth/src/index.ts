export {
  EmailTakenError,
  InvalidInputError,
  NotInTransactionError,
  RoleUnavailableError,
  UnknownUserError,
  UserIdTakenError,
} from './errors.js'
export { type AsUserParameters, asUser } from './request/as-user.js'
export { auth } from './schema.js'
export { type CreateUserParameters, createUser } from './users/create-user.js'
export { type DeleteUserParameters, deleteUser } from './users/delete-user.js'
export { type FindUserParameters, findUser } from './users/find-user.js'
export { type FindUserByEmailParameters, findUserByEmail } from './users/find-user-by-email.js'
export { type GetUserParameters, getUser } from './users/get-user.js'
export { type User, userRow } from './users/user.js'
