export { createPgmqPublisher, type PgmqPublisherOptions } from './publishers/create-pgmq-publisher.js'
