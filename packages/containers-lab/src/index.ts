export { type ActorParameters, asUser } from './as-user.js'
export {
  InvalidInputError,
  NotInTransactionError,
  type ReferenceKind,
  RoleInUseError,
  RULES,
  type Rule,
  RuleViolatedError,
  TakenError,
  UnknownReferenceError,
  UnsupportedPasswordHashError,
} from './errors.js'
export { explainRaised } from './explain-raised.js'
export { type AddSshKeyParameters, addSshKey } from './identity/add-ssh-key.js'
export { type ChangePasswordParameters, changePassword } from './identity/change-password.js'
export { type CreateSessionParameters, createSession } from './identity/create-session.js'
export { type DeleteExpiredSessionsParameters, deleteExpiredSessions } from './identity/delete-expired-sessions.js'
export { deleteExpiredWebSshSessions } from './identity/delete-expired-web-ssh-sessions.js'
export { hashPassword } from './identity/hash-password.js'
export { type ListSessionsParameters, listSessions, type OpenSession } from './identity/list-sessions.js'
export { type ListSshKeysParameters, listSshKeys } from './identity/list-ssh-keys.js'
export {
  type ListWebSshSessionsParameters,
  listWebSshSessions,
  type OpenWebSshSession,
} from './identity/list-web-ssh-sessions.js'
export { type OpenWebSshSessionParameters, openWebSshSession } from './identity/open-web-ssh-session.js'
export { type RegisterUserParameters, registerUser } from './identity/register-user.js'
export { type RemoveSshKeyParameters, removeSshKey } from './identity/remove-ssh-key.js'
export { type RevokeSessionsParameters, revokeSessions } from './identity/revoke-sessions.js'
export { type RevokeWebSshSessionParameters, revokeWebSshSession } from './identity/revoke-web-ssh-session.js'
export { type RotatedSession, type RotateSessionParameters, rotateSession } from './identity/rotate-session.js'
export type { NewSession, Session, SignedInUser } from './identity/session.js'
export { type SetPasswordParameters, setPassword } from './identity/set-password.js'
export { type SignIn, type SignInParameters, signIn } from './identity/sign-in.js'
export { type SignOutParameters, signOut } from './identity/sign-out.js'
export type { SshKey } from './identity/ssh-key.js'
export { type UseSessionParameters, useSession } from './identity/use-session.js'
export {
  type UseWebSshSessionParameters,
  useWebSshSession,
  type WebSshSession,
} from './identity/use-web-ssh-session.js'
export { type PasswordCheck, verifyPassword } from './identity/verify-password.js'
export { inTransaction, type TransactionClient, type TransactionPool } from './in-transaction.js'
export { containersLab } from './schema.js'
export { type SetActorParameters, setActor } from './set-actor.js'
