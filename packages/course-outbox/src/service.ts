export {
  createMetricsHandler,
  type MetricsHandler,
  type MetricsHandlerOptions,
} from './metrics/create-metrics-handler.js'
export { getRelayOverview, type RelayOverview } from './service/get-relay-overview.js'
export { type RanRelay, type RunRelayOptions, runRelay } from './service/run-relay.js'
export { type ServedStatus, type ServeStatusOptions, serveStatus } from './service/serve-status.js'
export { toNodeListener } from './service/to-node-listener.js'
