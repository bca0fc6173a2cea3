-- Customers, their licenses and registry credentials, and the build cache they share.
--
-- Every other table refers to a customer by customer_id, the name that customer
-- has outside; the uuid is for rows that must survive a change of that name.

CREATE SCHEMA IF NOT EXISTS build_orchestrator;

-- Filled by whoever applies a step, in the transaction of that step.
CREATE TABLE build_orchestrator.schema_migrations (
    version            varchar(50)   NOT NULL,
    name               varchar(255)  NOT NULL,
    applied_at         timestamptz   NOT NULL DEFAULT now(),
    applied_by         varchar(100)  NOT NULL DEFAULT current_user,
    checksum           varchar(64)   NOT NULL,
    execution_time_ms  integer       NOT NULL,

    CONSTRAINT pk_schema_migrations PRIMARY KEY (version)
);

COMMENT ON TABLE  build_orchestrator.schema_migrations                   IS 'The steps that have been applied here.';
COMMENT ON COLUMN build_orchestrator.schema_migrations.version           IS 'The file name up to its first underscore.';
COMMENT ON COLUMN build_orchestrator.schema_migrations.name              IS 'The rest of the file name.';
COMMENT ON COLUMN build_orchestrator.schema_migrations.applied_at        IS 'When the step was committed.';
COMMENT ON COLUMN build_orchestrator.schema_migrations.applied_by        IS 'The role that applied it.';
COMMENT ON COLUMN build_orchestrator.schema_migrations.checksum          IS 'SHA-256 of the file, lower-case hex.';
COMMENT ON COLUMN build_orchestrator.schema_migrations.execution_time_ms IS 'How long it ran, in milliseconds.';

CREATE TABLE build_orchestrator.customers (
    id                   uuid          NOT NULL DEFAULT gen_random_uuid(),
    customer_id          varchar(100)  NOT NULL,
    organization_name    varchar(255)  NOT NULL,
    contact_email        varchar(255)  NOT NULL,
    contact_name         varchar(255),
    subscription_status  varchar(20)   NOT NULL DEFAULT 'trial',
    tier                 varchar(20)   NOT NULL DEFAULT 'core',
    metadata             jsonb         DEFAULT '{}'::jsonb,
    tags                 varchar(50)[],
    created_at           timestamptz   NOT NULL DEFAULT now(),
    updated_at           timestamptz   NOT NULL DEFAULT now(),
    deleted_at           timestamptz,

    CONSTRAINT pk_customers PRIMARY KEY (id),
    -- Over deleted customers too: foreign keys point here, so an id is never given twice.
    CONSTRAINT uq_customers_customer_id UNIQUE (customer_id),
    CONSTRAINT ck_customers_contact_email CHECK (contact_email ~ '^[^@\s]+@[^@\s]+$'),
    CONSTRAINT ck_customers_subscription_status
        CHECK (subscription_status IN ('trial', 'active', 'suspended', 'cancelled')),
    CONSTRAINT ck_customers_tier CHECK (tier IN ('core', 'pro', 'enterprise', 'asp'))
);

COMMENT ON TABLE  build_orchestrator.customers                     IS 'Customers, each a tenant of its own.';
COMMENT ON COLUMN build_orchestrator.customers.id                  IS 'Identifies the row.';
COMMENT ON COLUMN build_orchestrator.customers.customer_id         IS 'The name outside, to which every other table refers. Never given twice, not even after deletion.';
COMMENT ON COLUMN build_orchestrator.customers.organization_name   IS 'Shown to people.';
COMMENT ON COLUMN build_orchestrator.customers.contact_email       IS 'Where notices go.';
COMMENT ON COLUMN build_orchestrator.customers.contact_name        IS 'The person behind the address.';
COMMENT ON COLUMN build_orchestrator.customers.subscription_status IS 'trial, active, suspended or cancelled.';
COMMENT ON COLUMN build_orchestrator.customers.tier                IS 'Rises from core over pro and enterprise to asp; decides which cache entries may be used.';
COMMENT ON COLUMN build_orchestrator.customers.metadata            IS 'Whatever the application keeps about the customer.';
COMMENT ON COLUMN build_orchestrator.customers.tags                IS 'Labels for filtering.';
COMMENT ON COLUMN build_orchestrator.customers.created_at          IS 'When the customer signed up.';
COMMENT ON COLUMN build_orchestrator.customers.updated_at          IS 'Last change, set by trigger.';
COMMENT ON COLUMN build_orchestrator.customers.deleted_at          IS 'Null while the customer is live.';

CREATE INDEX idx_customers_customer_id
    ON build_orchestrator.customers (customer_id) WHERE deleted_at IS NULL;
CREATE INDEX idx_customers_tier
    ON build_orchestrator.customers (tier) WHERE deleted_at IS NULL;
CREATE INDEX idx_customers_subscription_status
    ON build_orchestrator.customers (subscription_status) WHERE deleted_at IS NULL;
CREATE INDEX idx_customers_contact_email
    ON build_orchestrator.customers (contact_email) WHERE deleted_at IS NULL;

CREATE TABLE build_orchestrator.licenses (
    id                     uuid          NOT NULL DEFAULT gen_random_uuid(),
    customer_id            varchar(100)  NOT NULL,
    license_key            text          NOT NULL,
    license_key_hash       varchar(64)   NOT NULL,
    tier                   varchar(20)   NOT NULL,
    status                 varchar(20)   NOT NULL DEFAULT 'active',
    issued_at              timestamptz   NOT NULL DEFAULT now(),
    expires_at             timestamptz   NOT NULL,
    trial_expires_at       timestamptz,
    features               jsonb         NOT NULL DEFAULT '{
        "ai_intake": true,
        "custom_modules": true,
        "priority_builds": false,
        "dedicated_cache": false,
        "sla_guarantee": false
    }'::jsonb,
    max_builds_per_month   integer       DEFAULT 100,
    max_registries         integer       DEFAULT 3,
    max_concurrent_builds  integer       DEFAULT 1,
    revoked_at             timestamptz,
    revoked_by             varchar(100),
    revoked_reason         text,
    created_at             timestamptz   NOT NULL DEFAULT now(),
    updated_at             timestamptz   NOT NULL DEFAULT now(),

    CONSTRAINT pk_licenses PRIMARY KEY (id),
    CONSTRAINT uq_licenses_customer_id UNIQUE (customer_id),
    CONSTRAINT uq_licenses_license_key_hash UNIQUE (license_key_hash),
    CONSTRAINT fk_licenses_customer FOREIGN KEY (customer_id)
        REFERENCES build_orchestrator.customers (customer_id) ON DELETE CASCADE,
    -- One spelling only, or a look-up by hash misses half of them.
    CONSTRAINT ck_licenses_license_key_hash CHECK (license_key_hash ~ '^[0-9a-f]{64}$'),
    CONSTRAINT ck_licenses_tier CHECK (tier IN ('core', 'pro', 'enterprise', 'asp')),
    CONSTRAINT ck_licenses_status CHECK (status IN ('active', 'expired', 'revoked', 'trial')),
    CONSTRAINT ck_licenses_quotas
        CHECK (max_builds_per_month >= 0 AND max_registries >= 0 AND max_concurrent_builds >= 0)
);

COMMENT ON TABLE  build_orchestrator.licenses                       IS 'What a customer may do and until when; one each.';
COMMENT ON COLUMN build_orchestrator.licenses.id                    IS 'Identifies the row.';
COMMENT ON COLUMN build_orchestrator.licenses.customer_id           IS 'Whose license this is.';
COMMENT ON COLUMN build_orchestrator.licenses.license_key           IS 'The key as cipher text; never the key itself.';
COMMENT ON COLUMN build_orchestrator.licenses.license_key_hash      IS 'SHA-256 of the key, 64 lower-case hex digits; the only way to look a key up.';
COMMENT ON COLUMN build_orchestrator.licenses.tier                  IS 'What was bought: core, pro, enterprise or asp.';
COMMENT ON COLUMN build_orchestrator.licenses.status                IS 'active, expired, revoked or trial.';
COMMENT ON COLUMN build_orchestrator.licenses.issued_at             IS 'Start of validity.';
COMMENT ON COLUMN build_orchestrator.licenses.expires_at            IS 'End of validity.';
COMMENT ON COLUMN build_orchestrator.licenses.trial_expires_at      IS 'End of the trial; a trial ends with this or with expires_at, whichever is earlier.';
COMMENT ON COLUMN build_orchestrator.licenses.features              IS 'Feature flags.';
COMMENT ON COLUMN build_orchestrator.licenses.max_builds_per_month  IS 'Builds queued in a calendar month (UTC); null is unlimited.';
COMMENT ON COLUMN build_orchestrator.licenses.max_registries        IS 'Registry credentials in use; null is unlimited.';
COMMENT ON COLUMN build_orchestrator.licenses.max_concurrent_builds IS 'Builds running at once; null is unlimited.';
COMMENT ON COLUMN build_orchestrator.licenses.revoked_at            IS 'When it was withdrawn.';
COMMENT ON COLUMN build_orchestrator.licenses.revoked_by            IS 'Who withdrew it.';
COMMENT ON COLUMN build_orchestrator.licenses.revoked_reason        IS 'Why it was withdrawn.';
COMMENT ON COLUMN build_orchestrator.licenses.created_at            IS 'When the row was written.';
COMMENT ON COLUMN build_orchestrator.licenses.updated_at            IS 'Last change, set by trigger.';

CREATE INDEX idx_licenses_customer_id ON build_orchestrator.licenses (customer_id);
CREATE INDEX idx_licenses_status ON build_orchestrator.licenses (status);
CREATE INDEX idx_licenses_tier ON build_orchestrator.licenses (tier);
CREATE INDEX idx_licenses_expires_at
    ON build_orchestrator.licenses (expires_at) WHERE status = 'active';
CREATE INDEX idx_licenses_trial_expires
    ON build_orchestrator.licenses (trial_expires_at) WHERE status = 'trial';

CREATE TABLE build_orchestrator.registry_credentials (
    id                  uuid          NOT NULL DEFAULT gen_random_uuid(),
    customer_id         varchar(100)  NOT NULL,
    registry_name       varchar(100)  NOT NULL,
    registry_url        text          NOT NULL,
    registry_provider   varchar(50)   NOT NULL,
    username_encrypted  bytea         NOT NULL,
    password_encrypted  bytea         NOT NULL,
    encryption_key_id   varchar(100)  NOT NULL,
    is_default          boolean       DEFAULT false,
    is_active           boolean       DEFAULT true,
    last_validated_at   timestamptz,
    validation_status   varchar(20),
    validation_error    text,
    created_at          timestamptz   NOT NULL DEFAULT now(),
    updated_at          timestamptz   NOT NULL DEFAULT now(),
    revoked_at          timestamptz,

    CONSTRAINT pk_registry_credentials PRIMARY KEY (id),
    CONSTRAINT fk_registry_credentials_customer FOREIGN KEY (customer_id)
        REFERENCES build_orchestrator.customers (customer_id) ON DELETE CASCADE,
    CONSTRAINT ck_registry_credentials_provider
        CHECK (registry_provider IN ('dockerhub', 'ecr', 'gcr', 'acr', 'harbor', 'quay', 'custom')),
    CONSTRAINT ck_registry_credentials_validation_status
        CHECK (validation_status IN ('valid', 'invalid', 'unknown'))
);

COMMENT ON TABLE  build_orchestrator.registry_credentials                    IS 'How a customer''s images reach its container registries.';
COMMENT ON COLUMN build_orchestrator.registry_credentials.id                 IS 'Identifies the credential.';
COMMENT ON COLUMN build_orchestrator.registry_credentials.customer_id        IS 'Whose credential this is.';
COMMENT ON COLUMN build_orchestrator.registry_credentials.registry_name      IS 'A label for people.';
COMMENT ON COLUMN build_orchestrator.registry_credentials.registry_url       IS 'Where the registry answers.';
COMMENT ON COLUMN build_orchestrator.registry_credentials.registry_provider  IS 'dockerhub, ecr, gcr, acr, harbor, quay or custom.';
COMMENT ON COLUMN build_orchestrator.registry_credentials.username_encrypted IS 'AES-256 cipher text.';
COMMENT ON COLUMN build_orchestrator.registry_credentials.password_encrypted IS 'AES-256 cipher text.';
COMMENT ON COLUMN build_orchestrator.registry_credentials.encryption_key_id  IS 'The key in the external vault that deciphers both.';
COMMENT ON COLUMN build_orchestrator.registry_credentials.is_default         IS 'Taken when a build names no registry; one per customer among those not revoked.';
COMMENT ON COLUMN build_orchestrator.registry_credentials.is_active          IS 'False when switched off or revoked.';
COMMENT ON COLUMN build_orchestrator.registry_credentials.last_validated_at  IS 'When the registry was last asked.';
COMMENT ON COLUMN build_orchestrator.registry_credentials.validation_status  IS 'What it answered: valid, invalid or unknown; null before the first time.';
COMMENT ON COLUMN build_orchestrator.registry_credentials.validation_error   IS 'Its reason for refusing.';
COMMENT ON COLUMN build_orchestrator.registry_credentials.created_at         IS 'When the credential was stored.';
COMMENT ON COLUMN build_orchestrator.registry_credentials.updated_at         IS 'Last change, set by trigger.';
COMMENT ON COLUMN build_orchestrator.registry_credentials.revoked_at         IS 'Null while it is not revoked.';

CREATE INDEX idx_registry_credentials_customer_id
    ON build_orchestrator.registry_credentials (customer_id) WHERE revoked_at IS NULL;
CREATE INDEX idx_registry_credentials_is_active
    ON build_orchestrator.registry_credentials (is_active) WHERE revoked_at IS NULL;
CREATE INDEX idx_registry_credentials_provider
    ON build_orchestrator.registry_credentials (registry_provider);
CREATE INDEX idx_registry_credentials_validation_status
    ON build_orchestrator.registry_credentials (validation_status);
-- Revoked rows stand outside, so that a revoked default does not block the next one.
CREATE UNIQUE INDEX uq_default_registry_per_customer
    ON build_orchestrator.registry_credentials (customer_id) WHERE is_default AND revoked_at IS NULL;
-- The foreign key of revoked rows, for the cascade from customers.
CREATE INDEX idx_registry_credentials_revoked_customer
    ON build_orchestrator.registry_credentials (customer_id);

CREATE TABLE build_orchestrator.build_cache_registry (
    id                       uuid           NOT NULL DEFAULT gen_random_uuid(),
    manifest_hash            varchar(64)    NOT NULL,
    tier                     varchar(20)    NOT NULL,
    registry_url             text           NOT NULL,
    image_tag                text           NOT NULL,
    full_image_url           text           NOT NULL,
    modules                  text[]         NOT NULL,
    architecture             varchar(20)    NOT NULL,
    cloud_provider           varchar(20)    NOT NULL,
    cloud_compute            varchar(50)    NOT NULL,
    deployment_mode          varchar(20)    NOT NULL,
    first_built_at           timestamptz    NOT NULL DEFAULT now(),
    first_built_by_customer  varchar(100),
    build_duration_seconds   numeric(10,2)  NOT NULL,
    image_size_bytes         bigint,
    image_layers             integer,
    cache_hit_count          integer        DEFAULT 0,
    last_accessed_at         timestamptz,
    total_customers_served   integer        DEFAULT 1,
    manifest_json            jsonb          NOT NULL,
    expires_at               timestamptz,
    deleted_at               timestamptz,
    deletion_reason          varchar(255),

    CONSTRAINT pk_build_cache_registry PRIMARY KEY (id),
    CONSTRAINT fk_build_cache_first_customer FOREIGN KEY (first_built_by_customer)
        REFERENCES build_orchestrator.customers (customer_id) ON DELETE SET NULL,
    CONSTRAINT ck_build_cache_registry_manifest_hash
        CHECK (length(manifest_hash) IN (16, 32, 64) AND manifest_hash !~ '[^0-9a-fA-F]'),
    CONSTRAINT ck_build_cache_registry_tier CHECK (tier IN ('core', 'pro', 'enterprise', 'asp')),
    CONSTRAINT ck_build_cache_registry_architecture CHECK (architecture IN ('amd64', 'arm64')),
    CONSTRAINT ck_build_cache_registry_cloud_provider
        CHECK (cloud_provider IN ('aws', 'azure', 'gcp', 'kubernetes')),
    CONSTRAINT ck_build_cache_registry_deployment_mode
        CHECK (deployment_mode IN ('standalone', 'distributed', 'serverless')),
    CONSTRAINT ck_build_cache_registry_not_negative CHECK (
        build_duration_seconds >= 0 AND image_size_bytes >= 0 AND image_layers >= 0
        AND cache_hit_count >= 0 AND total_customers_served >= 0
    )
);

COMMENT ON TABLE  build_orchestrator.build_cache_registry                         IS 'Images built once and shared by all customers whose tier suffices.';
COMMENT ON COLUMN build_orchestrator.build_cache_registry.id                      IS 'Identifies the entry.';
COMMENT ON COLUMN build_orchestrator.build_cache_registry.manifest_hash           IS 'Hash of the manifest in hex: 64 digits for SHA-256; 32 and 16 are accepted from older writers.';
COMMENT ON COLUMN build_orchestrator.build_cache_registry.tier                    IS 'The lowest tier that may use the image.';
COMMENT ON COLUMN build_orchestrator.build_cache_registry.registry_url            IS 'The registry that holds it.';
COMMENT ON COLUMN build_orchestrator.build_cache_registry.image_tag               IS 'Its tag there.';
COMMENT ON COLUMN build_orchestrator.build_cache_registry.full_image_url          IS 'What a deployment pulls.';
COMMENT ON COLUMN build_orchestrator.build_cache_registry.modules                 IS 'The modules that are built in.';
COMMENT ON COLUMN build_orchestrator.build_cache_registry.architecture            IS 'amd64 or arm64.';
COMMENT ON COLUMN build_orchestrator.build_cache_registry.cloud_provider          IS 'aws, azure, gcp or kubernetes.';
COMMENT ON COLUMN build_orchestrator.build_cache_registry.cloud_compute           IS 'The kind of machine it was built for.';
COMMENT ON COLUMN build_orchestrator.build_cache_registry.deployment_mode         IS 'standalone, distributed or serverless.';
COMMENT ON COLUMN build_orchestrator.build_cache_registry.first_built_at          IS 'When the image was built.';
COMMENT ON COLUMN build_orchestrator.build_cache_registry.first_built_by_customer IS 'For whom it was built; null once that customer is gone.';
COMMENT ON COLUMN build_orchestrator.build_cache_registry.build_duration_seconds  IS 'What a hit saves.';
COMMENT ON COLUMN build_orchestrator.build_cache_registry.image_size_bytes        IS 'Size of the image.';
COMMENT ON COLUMN build_orchestrator.build_cache_registry.image_layers            IS 'Layers of the image.';
COMMENT ON COLUMN build_orchestrator.build_cache_registry.cache_hit_count         IS 'Hits so far, kept by trigger.';
COMMENT ON COLUMN build_orchestrator.build_cache_registry.last_accessed_at        IS 'Latest hit or creation, kept by trigger; never goes back.';
COMMENT ON COLUMN build_orchestrator.build_cache_registry.total_customers_served  IS 'Distinct customers with a hit or creation on record, kept by trigger; starts at 1 and never goes down.';
COMMENT ON COLUMN build_orchestrator.build_cache_registry.manifest_json           IS 'The manifest behind the hash; compare it before trusting a hit.';
COMMENT ON COLUMN build_orchestrator.build_cache_registry.expires_at              IS 'When the entry stops being usable; null is never.';
COMMENT ON COLUMN build_orchestrator.build_cache_registry.deleted_at              IS 'Null while the entry is live.';
COMMENT ON COLUMN build_orchestrator.build_cache_registry.deletion_reason         IS 'Why it was taken out.';

-- One live image per manifest and tier; a deleted entry does not block its successor.
CREATE UNIQUE INDEX idx_build_cache_manifest_hash
    ON build_orchestrator.build_cache_registry (manifest_hash, tier) WHERE deleted_at IS NULL;
CREATE INDEX idx_build_cache_tier
    ON build_orchestrator.build_cache_registry (tier) WHERE deleted_at IS NULL;
CREATE INDEX idx_build_cache_last_accessed
    ON build_orchestrator.build_cache_registry (last_accessed_at DESC) WHERE deleted_at IS NULL;
CREATE INDEX idx_build_cache_cloud_provider
    ON build_orchestrator.build_cache_registry (cloud_provider) WHERE deleted_at IS NULL;
CREATE INDEX idx_build_cache_architecture
    ON build_orchestrator.build_cache_registry (architecture) WHERE deleted_at IS NULL;
CREATE INDEX idx_build_cache_first_built
    ON build_orchestrator.build_cache_registry (first_built_at DESC);
CREATE INDEX idx_build_cache_first_customer
    ON build_orchestrator.build_cache_registry (first_built_by_customer) WHERE first_built_by_customer IS NOT NULL;
CREATE INDEX idx_build_cache_modules_gin
    ON build_orchestrator.build_cache_registry USING gin (modules);
CREATE INDEX idx_build_cache_manifest_gin
    ON build_orchestrator.build_cache_registry USING gin (manifest_json);

CREATE TABLE build_orchestrator.build_access_log (
    id                     bigserial      NOT NULL,
    build_cache_id         uuid,
    customer_id            varchar(100)   NOT NULL,
    manifest_hash          varchar(64),
    accessed_at            timestamptz    NOT NULL DEFAULT now(),
    access_type            varchar(20)    NOT NULL,
    deployment_id          varchar(100),
    deployment_region      varchar(100),
    pull_duration_seconds  numeric(10,2),
    download_size_bytes    bigint,
    user_agent             text,
    ip_address             inet,

    CONSTRAINT pk_build_access_log PRIMARY KEY (id),
    CONSTRAINT fk_build_access_build FOREIGN KEY (build_cache_id)
        REFERENCES build_orchestrator.build_cache_registry (id) ON DELETE CASCADE,
    CONSTRAINT fk_build_access_customer FOREIGN KEY (customer_id)
        REFERENCES build_orchestrator.customers (customer_id) ON DELETE CASCADE,
    CONSTRAINT ck_build_access_log_access_type
        CHECK (access_type IN ('cache_hit', 'cache_miss', 'build_created')),
    -- Only a miss may have no entry to name.
    CONSTRAINT ck_build_access_log_entry
        CHECK (build_cache_id IS NOT NULL OR access_type = 'cache_miss'),
    CONSTRAINT ck_build_access_log_manifest_hash
        CHECK (length(manifest_hash) IN (16, 32, 64) AND manifest_hash !~ '[^0-9a-fA-F]'),
    CONSTRAINT ck_build_access_log_not_negative
        CHECK (pull_duration_seconds >= 0 AND download_size_bytes >= 0)
);

COMMENT ON TABLE  build_orchestrator.build_access_log                       IS 'One row per look-up in the build cache.';
COMMENT ON COLUMN build_orchestrator.build_access_log.id                    IS 'Rises with every row.';
COMMENT ON COLUMN build_orchestrator.build_access_log.build_cache_id        IS 'The entry; null for a miss that found none.';
COMMENT ON COLUMN build_orchestrator.build_access_log.customer_id           IS 'Who asked.';
COMMENT ON COLUMN build_orchestrator.build_access_log.manifest_hash         IS 'What was looked for, where no entry says it.';
COMMENT ON COLUMN build_orchestrator.build_access_log.accessed_at           IS 'When.';
COMMENT ON COLUMN build_orchestrator.build_access_log.access_type           IS 'cache_hit, cache_miss or build_created.';
COMMENT ON COLUMN build_orchestrator.build_access_log.deployment_id         IS 'The deployment that pulled the image.';
COMMENT ON COLUMN build_orchestrator.build_access_log.deployment_region     IS 'Where it runs.';
COMMENT ON COLUMN build_orchestrator.build_access_log.pull_duration_seconds IS 'How long the pull took.';
COMMENT ON COLUMN build_orchestrator.build_access_log.download_size_bytes   IS 'How much it fetched.';
COMMENT ON COLUMN build_orchestrator.build_access_log.user_agent            IS 'The client program.';
COMMENT ON COLUMN build_orchestrator.build_access_log.ip_address            IS 'The client address.';

CREATE INDEX idx_build_access_log_build_cache_id ON build_orchestrator.build_access_log (build_cache_id);
CREATE INDEX idx_build_access_log_customer_id ON build_orchestrator.build_access_log (customer_id);
CREATE INDEX idx_build_access_log_accessed_at ON build_orchestrator.build_access_log (accessed_at DESC);
CREATE INDEX idx_build_access_log_access_type ON build_orchestrator.build_access_log (access_type);
CREATE INDEX idx_build_access_log_deployment_id ON build_orchestrator.build_access_log (deployment_id);

-- Lets a hit know whether its customer is new to the entry without reading the log.
CREATE TABLE build_orchestrator.build_cache_customers (
    build_cache_id     uuid          NOT NULL,
    customer_id        varchar(100)  NOT NULL,
    first_accessed_at  timestamptz   NOT NULL DEFAULT now(),

    CONSTRAINT pk_build_cache_customers PRIMARY KEY (build_cache_id, customer_id),
    CONSTRAINT fk_build_cache_customers_build_cache_id FOREIGN KEY (build_cache_id)
        REFERENCES build_orchestrator.build_cache_registry (id) ON DELETE CASCADE,
    CONSTRAINT fk_build_cache_customers_customer_id FOREIGN KEY (customer_id)
        REFERENCES build_orchestrator.customers (customer_id) ON DELETE CASCADE
);

COMMENT ON TABLE  build_orchestrator.build_cache_customers                   IS 'Which customers a cache entry has served; written by the trigger on build_access_log.';
COMMENT ON COLUMN build_orchestrator.build_cache_customers.build_cache_id    IS 'The entry.';
COMMENT ON COLUMN build_orchestrator.build_cache_customers.customer_id       IS 'A customer it has served.';
COMMENT ON COLUMN build_orchestrator.build_cache_customers.first_accessed_at IS 'When it did so first.';

CREATE INDEX idx_build_cache_customers_customer_id ON build_orchestrator.build_cache_customers (customer_id);

-- Builds that belong to no customer belong to this one.
INSERT INTO build_orchestrator.customers
    (customer_id, organization_name, contact_email, subscription_status, tier)
VALUES ('system', 'Honua System', 'system@honua.io', 'active', 'enterprise')
ON CONFLICT (customer_id) DO NOTHING;
