-- Who courses belong to.

CREATE SCHEMA IF NOT EXISTS course_catalog;

CREATE TABLE course_catalog.organizations (
    id          uuid        NOT NULL DEFAULT gen_random_uuid(),
    name        text        NOT NULL,
    slug        text        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),

    CONSTRAINT pk_organizations PRIMARY KEY (id),
    CONSTRAINT uq_organizations_slug UNIQUE (slug),
    CONSTRAINT ck_organizations_name CHECK (btrim(name) <> ''),
    -- One segment of an address, in whatever script the organization writes.
    CONSTRAINT ck_organizations_slug CHECK (char_length(slug) BETWEEN 1 AND 200 AND slug !~ '[\s/?#%]')
);

COMMENT ON TABLE  course_catalog.organizations            IS 'Who courses belong to; outlives the people who write them.';
COMMENT ON COLUMN course_catalog.organizations.id         IS 'Identity.';
COMMENT ON COLUMN course_catalog.organizations.name       IS 'As shown to people; need not be unique.';
COMMENT ON COLUMN course_catalog.organizations.slug       IS 'As it stands in addresses; unique.';
COMMENT ON COLUMN course_catalog.organizations.created_at IS 'When the organization was created.';
COMMENT ON COLUMN course_catalog.organizations.updated_at IS 'When the row last changed.';

-- In a schema such as public a host may grant every new table to its API roles by
-- default. They start with nothing here, until a policy says which rows are theirs.
REVOKE ALL ON TABLE course_catalog.organizations FROM anon, authenticated;
