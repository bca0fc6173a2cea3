-- Examples: a table to start from, with one rule that is worth a test.

CREATE SCHEMA IF NOT EXISTS new_package;

CREATE TABLE new_package.examples (
    id          uuid        NOT NULL DEFAULT gen_random_uuid(),
    title       text        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),

    CONSTRAINT pk_examples PRIMARY KEY (id),
    CONSTRAINT uq_examples_title UNIQUE (title),
    CONSTRAINT ck_examples_title CHECK (title <> '')
);

COMMENT ON TABLE  new_package.examples            IS 'Things with a title, which no two share.';
COMMENT ON COLUMN new_package.examples.title      IS 'Not empty.';
COMMENT ON COLUMN new_package.examples.created_at IS 'When the example was added.';
