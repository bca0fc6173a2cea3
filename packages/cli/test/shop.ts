import type { PackageSource } from './project.js'

/** Two steps, the second of which holds rows worth keeping. */
export const shop: PackageSource = {
  key: 'shop',
  steps: {
    '001_items': {
      up: 'CREATE TABLE shop.items (item_id integer NOT NULL, CONSTRAINT pk_items PRIMARY KEY (item_id));',
      down: 'DROP TABLE shop.items;',
    },
    '002_orders': {
      up: 'CREATE TABLE shop.orders (order_id integer NOT NULL, CONSTRAINT pk_orders PRIMARY KEY (order_id));',
      down: 'DROP TABLE shop.orders;',
    },
  },
}

/** Requires the shop. */
export const billing: PackageSource = {
  key: 'billing',
  requires: [{ key: 'shop', range: '^1.0.0', from: '001_items' }],
  steps: {
    '001_invoices': {
      up: 'CREATE TABLE billing.invoices (invoice_id integer NOT NULL, CONSTRAINT pk_invoices PRIMARY KEY (invoice_id));',
      down: 'DROP TABLE billing.invoices;',
    },
  },
}

/** The shop with a step that the server refuses in its second line. */
export const brokenShop: PackageSource = {
  ...shop,
  steps: { ...shop.steps, '003_broken': 'CREATE TABLE shop.notes (note text NOT NULL);\nDROP TABLE shop.nothing;' },
}
