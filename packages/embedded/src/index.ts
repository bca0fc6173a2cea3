export type { ServerPlace } from './development-home.js'
export {
  type DevelopmentServer,
  type EnsureServerParameters,
  ensureServer,
} from './ensure-server.js'
export {
  DataMajorError,
  MissingBinariesError,
  NoUnprivilegedAccountError,
  ServerStartError,
  ServerStopError,
  UnreachableDirectoryError,
  UnsupportedPlatformError,
} from './errors.js'
export type { Major } from './major.js'
export type { Server } from './server.js'
export type { ServerSettings } from './server-arguments.js'
export { type DevelopmentServerStatus, serverStatus } from './server-status.js'
export { type StartServerParameters, startServer } from './start-server.js'
export { stopServer } from './stop-server.js'
export { sweepOrphans } from './sweep-orphans.js'
