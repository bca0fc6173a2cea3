import { z } from 'zod'

/** A kind of container, with the sizes it starts with. */
export interface Template {
  templateId: number
  name: string
  image: string
  cpu: number
  memoryMb: number
  diskMb: number
  networkProfile: string | null
  initScript: string | null
  createdBy: number | null
  createdAt: Date
  updatedAt: Date | null
  /** What it comes with. */
  dependencySetIds: number[]
}

/** A row as the statements of this folder list it. */
export const templateRow = z.object({
  templateId: z.int(),
  name: z.string(),
  image: z.string(),
  cpu: z.int(),
  memoryMb: z.int(),
  diskMb: z.int(),
  networkProfile: z.string().nullable(),
  initScript: z.string().nullable(),
  createdBy: z.int().nullable(),
  createdAt: z.date(),
  updatedAt: z.date().nullable(),
  dependencySetIds: z.array(z.int()),
})
