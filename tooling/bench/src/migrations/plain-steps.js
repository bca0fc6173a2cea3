/**
 * Three kinds of plain step, from one that costs PostgreSQL next to nothing to one that
 * makes it create half a dozen files: the lighter the step, the more the runner shows.
 */
export const KINDS = [
  {
    name: 'a function each',
    statement: (index) => `CREATE FUNCTION bench.f_${index}() RETURNS integer LANGUAGE sql AS $$ SELECT ${index} $$;`,
  },
  {
    name: 'a plain table each',
    statement: (index) => `CREATE TABLE bench.t_${index} (id integer NOT NULL, amount integer NOT NULL DEFAULT 0);`,
  },
  { name: 'a table with key, index and comment each', statement: fullTable },
]

function fullTable(index) {
  return `CREATE TABLE bench.t_${index} (
    id         bigint      NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idx_t_${index}_created_at ON bench.t_${index} (created_at);
COMMENT ON TABLE bench.t_${index} IS 'One of many.';`
}

/**
 * @param {number} count
 * @param {(index: number) => string} statement
 * @returns {{ id: string, up: string, down: string }[]}
 */
export function plainSteps(count, statement) {
  return Array.from({ length: count }, (_, index) => ({
    id: `${String(index + 1).padStart(4, '0')}_step_${index}`,
    up: `${index === 0 ? 'CREATE SCHEMA IF NOT EXISTS bench;\n' : ''}${statement(index)}\n`,
    down: index === 0 ? 'DROP SCHEMA bench;\n' : 'SELECT 1;\n',
  }))
}
