import { z } from 'zod'

/** Who of those asked for got it now, and who had it already; both in the order of their ids. */
export interface Given {
  added: number[]
  alreadyHad: number[]
}

const rows = z.array(z.object({ id: z.int(), added: z.boolean() }))

/** Reads what the assigning functions answer: one row each. */
export function given(found: unknown[]): Given {
  const answers = rows.parse(found)
  return {
    added: answers.filter(({ added }) => added).map(({ id }) => id),
    alreadyHad: answers.filter(({ added }) => !added).map(({ id }) => id),
  }
}
