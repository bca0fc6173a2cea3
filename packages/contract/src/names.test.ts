import { expect, test } from 'vitest'

import { nearestName, redactUrl, violates } from './index.js'

test('finds a misspelt name, and none where none is near', () => {
  expect(nearestName('cuorses', ['auth', 'courses', 'pgmq'])).toBe('courses')
  expect(nearestName('something', ['auth', 'courses', 'pgmq'])).toBeUndefined()
})

test('takes passwords out of connection strings', () => {
  expect(redactUrl('postgres://app:s3cret@db1/app?sslmode=require&sslpassword=x')).toBe(
    'postgres://app@db1/app?sslmode=require',
  )
  expect(redactUrl('host=db1 password=s3cret')).toBe('(connection string)')
})

test('recognises a violated constraint by its name', () => {
  expect(violates({ code: '23503', constraint: 'fk_orders_customer' }, 'fk_orders_customer')).toBe(true)
  expect(violates({ code: '23503', constraint: 'fk_other' }, 'fk_orders_customer')).toBe(false)
  expect(violates(new Error('x'), 'fk_orders_customer')).toBe(false)
})
