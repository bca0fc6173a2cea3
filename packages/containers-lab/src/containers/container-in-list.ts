import { z } from 'zod'

import { type Container, containerRow } from './container.js'

/** A container on a page of a list. */
export interface ContainerInList extends Container {
  /** How many the filters leave, on all pages. */
  total: number
}

/** A row as the statements of this folder list it. */
export const containerInListRow = containerRow.extend({ total: z.int() })
