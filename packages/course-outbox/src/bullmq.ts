export { type BullmqPublisherOptions, createBullmqPublisher } from './publishers/create-bullmq-publisher.js'
