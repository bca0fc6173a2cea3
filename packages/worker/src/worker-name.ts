import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'

/** A name that no other worker has, and that tells people where it runs. */
export function workerName(): string {
  return `${hostname()}:${process.pid}:${randomBytes(3).toString('hex')}`
}
