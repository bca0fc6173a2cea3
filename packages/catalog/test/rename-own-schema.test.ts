import { expect, test } from 'vitest'

import { renameOwnSchema } from '../src/rename-own-schema.js'

const renaming = { from: 'app', to: 'sample', relations: new Set(['orders']), others: new Set(['status', 'total']) }

test.each([
  ['SELECT 1 FROM app.orders', 'SELECT 1 FROM sample.orders'],
  ['SELECT "app"."orders".id', 'SELECT sample."orders".id'],
  [`nextval('app.orders'::regclass)`, `nextval('sample.orders'::regclass)`],
  [`current_setting('app.user_id')`, `current_setting('app.user_id')`],
  [`'see app.example for more'`, `'see app.example for more'`],
  ['-- app.orders', '-- app.orders'],
  ['other.app.orders', 'other.app.orders'],
  ['application.orders', 'application.orders'],
  [`EXECUTE format('DELETE FROM app.%I', t)`, `EXECUTE format('DELETE FROM sample.%I', t)`],
  [`EXECUTE 'SELECT ''app.orders''::regclass'`, `EXECUTE 'SELECT ''sample.orders''::regclass'`],
  ['DO $x$ DELETE FROM app.orders $x$', 'DO $x$ DELETE FROM sample.orders $x$'],
  ['SET LOCAL search_path = app, pg_temp', 'SET LOCAL search_path = sample, pg_temp'],
  [`set_config('search_path', 'app, pg_temp', true)`, `set_config('search_path', 'sample, pg_temp', true)`],
  ['GRANT USAGE ON SCHEMA other, app TO x', 'GRANT USAGE ON SCHEMA other, sample TO x'],
  [
    `SELECT app.status, app.total, 'a'::app.status, app.total(1) FROM app.orders app`,
    `SELECT app.status, app.total, 'a'::sample.status, sample.total(1) FROM sample.orders app`,
  ],
  ['SELECT (app.*)::text FROM app.orders app', 'SELECT (app.*)::text FROM sample.orders app'],
])('spells %s as %s', (text, renamed) => {
  expect(renameOwnSchema(text, renaming)).toBe(renamed)
})
