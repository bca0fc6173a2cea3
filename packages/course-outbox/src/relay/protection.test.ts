import { expect, test } from 'vitest'

import { createMemoryPublisher } from '../index.js'
import { Protection } from './protection.js'

const publisher = createMemoryPublisher()
const aProtection = () => new Protection({ mode: 'transaction', publisher })

function settle(protection: Protection, batches: number): boolean[] {
  return Array.from({ length: batches }, () => protection.noteSettled()).filter(Boolean)
}

test('one aborted batch changes nothing, two within ten change to leases', () => {
  const protection = aProtection()

  expect(protection.noteAborted()).toBe(false)
  settle(protection, 9)
  expect(protection.noteAborted()).toBe(true)

  expect(protection.mode).toBe('lease')
})

test('ten good batches forget an aborted one', () => {
  const protection = aProtection()

  protection.noteAborted()
  settle(protection, 10)
  protection.noteAborted()

  expect(protection.mode).toBe('transaction')
})

test('goes back after ten good batches, after a relapse later, and at ten again once it lasts', () => {
  const protection = aProtection()
  const abort = () => [protection.noteAborted(), protection.noteAborted()]
  abort()

  expect(settle(protection, 9)).toEqual([])
  expect(settle(protection, 1)).toEqual([true])
  expect(protection.mode).toBe('transaction')

  abort()
  settle(protection, 19)
  expect(protection.mode).toBe('lease')
  settle(protection, 1)
  expect(protection.mode).toBe('transaction')

  settle(protection, 40)
  abort()
  settle(protection, 10)
  expect(protection.mode).toBe('transaction')
})

test('a chosen lease stays, and so does the transaction that a publisher sends in', () => {
  const leased = new Protection({ mode: 'lease', publisher })
  settle(leased, 100)
  expect(leased.mode).toBe('lease')

  const within = new Protection({ mode: 'transaction', publisher: { ...publisher, sendsInTransaction: true } })
  within.noteAborted()
  expect(within.noteAborted()).toBe(false)
  expect(within.mode).toBe('transaction')
})
