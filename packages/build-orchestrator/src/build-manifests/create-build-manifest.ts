import { type Queryable, violates } from '@schemata/contract'
import { z } from 'zod'

import { UnknownCustomerError } from '../errors/customers.js'
import { parseInput } from '../parse-input.js'
import { type BuildManifest, buildManifest } from './build-manifest.js'

export interface CreateBuildManifestParameters {
  /** @default nobody has signed in */
  customerId?: string
  customerEmail?: string
  /** What is to be built, as made of the requirements. */
  manifest: Record<string, unknown>
  /** @default '1.0' */
  manifestVersion?: string
  /** @default 'honua-v1' */
  manifestFormat?: 'honua-v1' | 'honua-v2'
  /** @default 'ai_intake' */
  generatedBy?: 'ai_intake' | 'manual' | 'api' | 'template' | 'import'
  generationMethod?: string
  /** The conversation it came of; linked to the manifest, and its requirements too. */
  conversationId?: string
}

const createBuildManifestParameters = z.object({
  customerId: z.string().optional(),
  customerEmail: z.email().max(255).optional(),
  manifest: z.record(z.string(), z.unknown()),
  manifestVersion: z.string().min(1).max(20).default('1.0'),
  manifestFormat: z.enum(['honua-v1', 'honua-v2']).default('honua-v1'),
  generatedBy: z.enum(['ai_intake', 'manual', 'api', 'template', 'import']).default('ai_intake'),
  generationMethod: z.string().max(100).optional(),
  conversationId: z.guid().optional(),
})

/**
 * Stores a manifest as a draft, with the SHA-256 of its content, and links it to the
 * conversation it came of; one statement.
 *
 * @throws UnknownCustomerError, InvalidInputError
 * @example
 * const { id } = await createBuildManifest(pool, { customerId: 'acme', manifest, conversationId })
 */
export async function createBuildManifest(
  db: Queryable,
  parameters: CreateBuildManifestParameters,
): Promise<BuildManifest> {
  const input = parseInput('createBuildManifest', createBuildManifestParameters, parameters)
  try {
    const { rows } = await db.query(CREATE_BUILD_MANIFEST, [
      input.customerId,
      input.customerEmail,
      JSON.stringify(input.manifest),
      input.manifestVersion,
      input.manifestFormat,
      input.generatedBy,
      input.generationMethod,
      input.conversationId,
    ])
    return buildManifest.parse(rows[0])
  } catch (cause) {
    if (input.customerId !== undefined && violates(cause, 'fk_build_manifests_customer')) {
      throw new UnknownCustomerError({ customerId: input.customerId, cause })
    }
    throw cause
  }
}

const CREATE_BUILD_MANIFEST = `
  WITH manifest AS (
    INSERT INTO build_orchestrator.build_manifests
      (customer_id, customer_email, manifest_json, manifest_hash, manifest_version, manifest_format, generated_by,
       generation_method)
    VALUES ($1, $2, $3::text::jsonb, encode(sha256(convert_to($3::text::jsonb::text, 'UTF8')), 'hex'), $4, $5, $6, $7)
    RETURNING id, customer_id, customer_email, manifest_json, manifest_hash, manifest_version, is_validated,
      validation_errors, validated_at, deployment_status, deployed_at, deployment_id, build_cache_id, created_at
  ), conversation AS (
    UPDATE build_orchestrator.conversations AS conversation
    SET build_manifest_id = manifest.id
    FROM manifest
    WHERE conversation.id = $8::uuid
  ), extraction AS (
    UPDATE build_orchestrator.requirement_extractions AS extraction
    SET build_manifest_id = manifest.id
    FROM manifest
    WHERE extraction.conversation_id = $8::uuid AND extraction.build_manifest_id IS NULL
  )
  SELECT id, customer_id, customer_email, manifest_json, manifest_hash, manifest_version, is_validated,
    validation_errors, validated_at, deployment_status, deployed_at, deployment_id, build_cache_id, created_at
  FROM manifest
`
