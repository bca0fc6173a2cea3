export { InvalidInputError, InvalidMessageError, UnknownQueueError } from './errors.js'
export {
  type DefineQueueParameters,
  type DefineQueueWithHeadersParameters,
  defineQueue,
} from './messages/define-queue.js'
export type { Delay } from './messages/delay.js'
export type { Delivery, ReadMessage, UnreadableMessage } from './messages/delivery.js'
export type {
  EndParameters,
  MessageQueue,
  Outgoing,
  ReadParameters,
  ReadWithPollParameters,
  SendBatchParameters,
  SendParameters,
  SetVisibilityParameters,
} from './messages/message-queue.js'
export { type CreateQueueParameters, createQueue } from './queues/create-queue.js'
export { type DropQueueParameters, dropQueue } from './queues/drop-queue.js'
export { listQueues, type QueueRecord } from './queues/list-queues.js'
export { metricsAll } from './queues/metrics-all.js'
export type { QueueMetrics } from './queues/queue-metrics.js'
export { pgmq } from './schema.js'
export { deadLetters } from './worker/dead-letters.js'
export { type WorkerQueueOptions, workerQueue } from './worker/worker-queue.js'
