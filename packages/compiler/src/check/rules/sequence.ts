import { gone, isNew, type Rules } from '../rules.js'

/** Which numbers may come out is what counts; where it stands and how it steps does not. */
export const SEQUENCE: Rules<'sequence'> = {
  removed: gone,
  added: isNew,
  facts: {
    type: 'major',
    start: 'patch',
    increment: 'patch',
    minimum: 'major',
    maximum: 'major',
    cache: 'patch',
    cycle: 'major',
  },
}
