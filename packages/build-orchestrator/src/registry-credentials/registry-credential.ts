import { z } from 'zod'

export const registryProvider = z.enum(['dockerhub', 'ecr', 'gcr', 'acr', 'harbor', 'quay', 'custom'])

export type RegistryProvider = z.infer<typeof registryProvider>

export const validationStatus = z.enum(['valid', 'invalid', 'unknown'])

export type ValidationStatus = z.infer<typeof validationStatus>

/** A row as the statements of this folder list it, without cipher text. */
export const registryCredentialRow = z.object({
  id: z.guid(),
  customer_id: z.string(),
  registry_name: z.string(),
  registry_url: z.string(),
  registry_provider: registryProvider,
  is_default: z.boolean().nullable(),
  is_active: z.boolean().nullable(),
  last_validated_at: z.date().nullable(),
  validation_status: validationStatus.nullable(),
  validation_error: z.string().nullable(),
  created_at: z.date(),
  revoked_at: z.date().nullable(),
})

/** A way into a container registry, without its secrets. */
export interface RegistryCredential {
  id: string
  customerId: string
  /** A label for people. */
  registryName: string
  registryUrl: string
  registryProvider: RegistryProvider
  isDefault: boolean
  isActive: boolean
  /** When the registry was last asked; null before the first time. */
  lastValidatedAt: Date | null
  validationStatus: ValidationStatus | null
  validationError: string | null
  createdAt: Date
  revokedAt: Date | null
}

/** Reads a credential out of a row, or fails when the row is not one. */
export const registryCredential = registryCredentialRow.transform(
  (row): RegistryCredential => ({
    id: row.id,
    customerId: row.customer_id,
    registryName: row.registry_name,
    registryUrl: row.registry_url,
    registryProvider: row.registry_provider,
    isDefault: row.is_default ?? false,
    isActive: row.is_active ?? false,
    lastValidatedAt: row.last_validated_at,
    validationStatus: row.validation_status,
    validationError: row.validation_error,
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
  }),
)
