-- The people an application knows.
--
-- A subset of what a Supabase host keeps under the same name: every column, key and
-- index here has the name and type it has there, so that such a host can stand in for
-- this package. That is also why the identity and the times have no default: there
-- they have none, and whoever relied on one here would fail there.

CREATE SCHEMA IF NOT EXISTS auth;

CREATE TABLE auth.users (
    id                  uuid         NOT NULL,
    email               varchar(255),
    raw_app_meta_data   jsonb,
    raw_user_meta_data  jsonb,
    created_at          timestamptz,
    updated_at          timestamptz,
    is_sso_user         boolean      NOT NULL DEFAULT false,
    deleted_at          timestamptz,

    CONSTRAINT users_pkey PRIMARY KEY (id)
);

COMMENT ON TABLE  auth.users                    IS 'People who can sign in, and those who once could.';
COMMENT ON COLUMN auth.users.id                 IS 'The subject of the tokens issued to this user.';
COMMENT ON COLUMN auth.users.email              IS 'Lower case. Null for users without an address, and once deleted.';
COMMENT ON COLUMN auth.users.raw_app_meta_data  IS 'What the application states about the user; the user cannot change it.';
COMMENT ON COLUMN auth.users.raw_user_meta_data IS 'What users state about themselves; never a basis for rights.';
COMMENT ON COLUMN auth.users.created_at         IS 'When the user was created.';
COMMENT ON COLUMN auth.users.updated_at         IS 'When the row last changed.';
COMMENT ON COLUMN auth.users.is_sso_user        IS 'Signs in through an identity provider; such users may share an address.';
COMMENT ON COLUMN auth.users.deleted_at         IS 'When the user was deleted. The row stays, so that references to it stay good.';

-- Serves the search by address, and keeps one address from being registered twice.
CREATE UNIQUE INDEX users_email_partial_key
    ON auth.users (email)
    WHERE is_sso_user = false;

COMMENT ON INDEX auth.users_email_partial_key IS 'One user an address, users of identity providers aside.';

-- No policy follows: whoever is not the owner sees no row, even if a grant goes wrong.
ALTER TABLE auth.users ENABLE ROW LEVEL SECURITY;
