import type { Range } from '@schemata/contract'

import type { Statement } from '../sql/parse-script.js'
import { list } from '../sql/tree.js'
import { detachesConcurrently } from './non-transactional.js'

/** Where CONCURRENTLY can be left out when nobody uses the tables yet: CREATE INDEX, DROP INDEX, DETACH PARTITION. */
export function concurrentlyRanges(statements: readonly Statement[]): readonly Range[] {
  return statements.filter(isConcurrent).flatMap(({ tokens }) => {
    const word = tokens.find((token) => token.kind === 'word' && token.value === 'concurrently')
    return word ? [{ start: word.start, end: word.end }] : []
  })
}

function isConcurrent({ kind, node }: Statement): boolean {
  if (kind === 'IndexStmt' || kind === 'DropStmt') return node.concurrent === true
  return kind === 'AlterTableStmt' && list(node, 'cmds').some(detachesConcurrently)
}
