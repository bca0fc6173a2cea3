/**
 * Plain steps as they are written every day: a table, an index on it, a comment.
 *
 * @param {number} count
 * @returns {{ id: string, up: string, down: string }[]}
 */
export function plainSteps(count) {
  return Array.from({ length: count }, (_, index) => {
    const table = `bench.table_${index}`
    const schema = index === 0 ? 'CREATE SCHEMA IF NOT EXISTS bench;\n' : ''
    return {
      id: `${String(index + 1).padStart(4, '0')}_table_${index}`,
      up: `${schema}CREATE TABLE ${table} (
    id         bigint      NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idx_table_${index}_created_at ON ${table} (created_at);
COMMENT ON TABLE ${table} IS 'One of many.';
`,
      down: index === 0 ? `DROP TABLE ${table};\nDROP SCHEMA bench;\n` : `DROP TABLE ${table};\n`,
    }
  })
}
