type Ending = () => Promise<unknown>

let endings: Ending[] = []

/** To be done at the test's end, while its database is still there; the last one first. */
export function atEnd(ending: Ending): void {
  endings.push(ending)
}

export async function runEndings(): Promise<void> {
  const due = endings.reverse()
  endings = []
  for (const ending of due) await ending()
}
