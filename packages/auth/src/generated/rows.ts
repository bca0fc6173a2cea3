// Written by `schemata contract`; not to be edited.
import * as z from 'zod'

/** PostgreSQL counts code points. */
const characters = (max: number) =>
  z.string().refine((value) => Array.from(value).length <= max, { error: `Too long: at most ${max} characters` })

/** People who can sign in, and those who once could. */
export const usersRow = z.object({
  /** When the user was created. */
  created_at: z.date().nullable(),
  /** When the user was deleted. The row stays, so that references to it stay good. */
  deleted_at: z.date().nullable(),
  /** Lower case. Null for users without an address, and once deleted. */
  email: z.string().nullable(),
  /** The subject of the tokens issued to this user. */
  id: z.guid(),
  /** Signs in through an identity provider; such users may share an address. */
  is_sso_user: z.boolean(),
  /** What the application states about the user; the user cannot change it. */
  raw_app_meta_data: z.unknown(),
  /** What users state about themselves; never a basis for rights. */
  raw_user_meta_data: z.unknown(),
  /** When the row last changed. */
  updated_at: z.date().nullable(),
})
export type UsersRow = z.infer<typeof usersRow>

export const usersInsert = z.strictObject({
  created_at: z.date().nullish(),
  deleted_at: z.date().nullish(),
  email: characters(255).nullish(),
  id: z.guid(),
  is_sso_user: z.boolean().optional(),
  raw_app_meta_data: z.unknown().optional(),
  raw_user_meta_data: z.unknown().optional(),
  updated_at: z.date().nullish(),
})
export type UsersInsert = z.infer<typeof usersInsert>

export const usersUpdate = usersInsert.partial()
export type UsersUpdate = z.infer<typeof usersUpdate>

/** The address claim of the request; NULL when there is none. */
export const emailArguments = z.strictObject({})
export type EmailArguments = z.infer<typeof emailArguments>

export const emailResult = z.string().nullable()
export type EmailResult = z.infer<typeof emailResult>

/** All claims of the request as an object; NULL when there are none or they cannot be read. */
export const jwtArguments = z.strictObject({})
export type JwtArguments = z.infer<typeof jwtArguments>

export const jwtResult = z.unknown()
export type JwtResult = z.infer<typeof jwtResult>

/** The role claim of the request; not necessarily the database role in force. */
export const roleArguments = z.strictObject({})
export type RoleArguments = z.infer<typeof roleArguments>

export const roleResult = z.string().nullable()
export type RoleResult = z.infer<typeof roleResult>

/** The user the request speaks for; NULL when there is none. In a policy, call it in a scalar sub-select: once a query. */
export const uidArguments = z.strictObject({})
export type UidArguments = z.infer<typeof uidArguments>

export const uidResult = z.guid().nullable()
export type UidResult = z.infer<typeof uidResult>
