import { z } from 'zod'

import { type Tier, tier } from './tier.js'

export const subscriptionStatus = z.enum(['trial', 'active', 'suspended', 'cancelled'])

export type SubscriptionStatus = z.infer<typeof subscriptionStatus>

/** A row as the statements of this folder list it. */
export const customerRow = z.object({
  id: z.guid(),
  customer_id: z.string(),
  organization_name: z.string(),
  contact_email: z.string(),
  contact_name: z.string().nullable(),
  subscription_status: subscriptionStatus,
  tier,
  metadata: z.unknown(),
  tags: z.array(z.string()).nullable(),
  created_at: z.date(),
  updated_at: z.date(),
})

export interface Customer {
  id: string
  /** The name outside, to which builds and everything else refer. */
  customerId: string
  organizationName: string
  contactEmail: string
  contactName: string | null
  subscriptionStatus: SubscriptionStatus
  tier: Tier
  /** Whatever the application keeps about the customer. */
  metadata: unknown
  tags: string[]
  createdAt: Date
  updatedAt: Date
}

/** Reads a customer out of a row, or fails when the row is not one. */
export const customer = customerRow.transform(
  (row): Customer => ({
    id: row.id,
    customerId: row.customer_id,
    organizationName: row.organization_name,
    contactEmail: row.contact_email,
    contactName: row.contact_name,
    subscriptionStatus: row.subscription_status,
    tier: row.tier,
    metadata: row.metadata,
    tags: row.tags ?? [],
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }),
)
