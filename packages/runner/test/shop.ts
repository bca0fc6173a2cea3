import { aPackage } from './a-package.js'

/** Two steps with a way back each. */
export const SHOP_STEPS = {
  '001_customers': {
    up: 'CREATE SCHEMA IF NOT EXISTS shop;\nCREATE TABLE shop.customers (id integer PRIMARY KEY);\n',
    down: 'DROP TABLE shop.customers;\nDROP SCHEMA shop;\n',
    destroys: [{ statement: 'DROP TABLE', relation: 'shop.customers' }],
  },
  '002_orders': {
    up: 'CREATE TABLE shop.orders (id integer PRIMARY KEY, customer_id integer REFERENCES shop.customers (id));\n',
    down: 'DROP TABLE shop.orders;\n',
    destroys: [{ statement: 'DROP TABLE', relation: 'shop.orders' }],
  },
}

export const shop = aPackage({ key: 'shop', steps: SHOP_STEPS })
