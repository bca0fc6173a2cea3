/** The state in which the first job of a kind finds its course. */
const FIRST_STATES: Readonly<Record<string, string>> = {
  document_processing: 'stage_2_init',
  structure_analysis: 'stage_4_init',
  structure_generation: 'stage_5_init',
}

/** The state that a job of this kind starts from, or undefined when it starts no generation. */
export function firstState(queueName: string): string | undefined {
  return Object.hasOwn(FIRST_STATES, queueName) ? FIRST_STATES[queueName] : undefined
}
