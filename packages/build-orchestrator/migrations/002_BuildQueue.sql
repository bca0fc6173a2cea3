-- Builds waiting for a worker, being built, or done, and what came of them.
--
-- A worker takes a build by moving its row from 'queued' to 'building' and leaves a
-- row in build_results when it is done. Days and months are those of UTC.

CREATE TABLE build_orchestrator.build_queue (
    id                          uuid          NOT NULL DEFAULT gen_random_uuid(),
    customer_id                 varchar(100)  NOT NULL,
    manifest_path               text          NOT NULL,
    manifest_hash               varchar(64)   NOT NULL,
    manifest_json               jsonb         NOT NULL,
    status                      varchar(20)   NOT NULL DEFAULT 'queued',
    priority                    integer       NOT NULL DEFAULT 5,
    queued_at                   timestamptz   NOT NULL DEFAULT now(),
    started_at                  timestamptz,
    completed_at                timestamptz,
    timeout_at                  timestamptz,
    progress_percent            integer       DEFAULT 0,
    current_step                varchar(255),
    total_steps                 integer,
    steps_completed             integer       DEFAULT 0,
    worker_id                   varchar(100),
    worker_hostname             varchar(255),
    worker_assigned_at          timestamptz,
    target_registry_id          uuid,
    architecture                varchar(20)   DEFAULT 'amd64',
    build_args                  jsonb         DEFAULT '{}'::jsonb,
    estimated_duration_seconds  integer,
    -- Not null: a build without a limit would never time out.
    max_duration_seconds        integer       NOT NULL DEFAULT 3600,
    estimated_memory_mb         integer,
    estimated_cpu_cores         numeric(3,1),
    retry_count                 integer       DEFAULT 0,
    max_retries                 integer       DEFAULT 3,
    last_retry_at               timestamptz,
    created_at                  timestamptz   NOT NULL DEFAULT now(),
    updated_at                  timestamptz   NOT NULL DEFAULT now(),

    CONSTRAINT pk_build_queue PRIMARY KEY (id),
    CONSTRAINT fk_build_queue_customer FOREIGN KEY (customer_id)
        REFERENCES build_orchestrator.customers (customer_id) ON DELETE CASCADE,
    CONSTRAINT fk_build_queue_registry FOREIGN KEY (target_registry_id)
        REFERENCES build_orchestrator.registry_credentials (id) ON DELETE SET NULL,
    CONSTRAINT ck_build_queue_manifest_hash
        CHECK (length(manifest_hash) IN (16, 32, 64) AND manifest_hash !~ '[^0-9a-fA-F]'),
    CONSTRAINT ck_build_queue_status
        CHECK (status IN ('queued', 'building', 'success', 'failed', 'cancelled', 'timeout')),
    CONSTRAINT ck_build_queue_priority CHECK (priority BETWEEN 1 AND 10),
    CONSTRAINT ck_build_queue_progress_percent CHECK (progress_percent BETWEEN 0 AND 100),
    CONSTRAINT ck_build_queue_architecture CHECK (architecture IN ('amd64', 'arm64')),
    CONSTRAINT ck_build_queue_max_duration_seconds CHECK (max_duration_seconds > 0),
    CONSTRAINT ck_build_queue_not_negative CHECK (
        total_steps >= 0 AND steps_completed >= 0 AND retry_count >= 0 AND max_retries >= 0
        AND estimated_duration_seconds >= 0 AND estimated_memory_mb >= 0 AND estimated_cpu_cores >= 0
    )
);

COMMENT ON TABLE  build_orchestrator.build_queue                            IS 'Builds waiting for a worker, being built, or done.';
COMMENT ON COLUMN build_orchestrator.build_queue.id                         IS 'Identifies the build.';
COMMENT ON COLUMN build_orchestrator.build_queue.customer_id                IS 'For whom it is built.';
COMMENT ON COLUMN build_orchestrator.build_queue.manifest_path              IS 'Where the manifest lies.';
COMMENT ON COLUMN build_orchestrator.build_queue.manifest_hash              IS 'Hash of the manifest in hex: 64 digits for SHA-256; 32 and 16 are accepted from older writers.';
COMMENT ON COLUMN build_orchestrator.build_queue.manifest_json              IS 'What is to be built.';
COMMENT ON COLUMN build_orchestrator.build_queue.status                     IS 'queued and building are live; success, failed, cancelled and timeout are final until a retry.';
COMMENT ON COLUMN build_orchestrator.build_queue.priority                   IS '1 is lowest, 10 is highest.';
COMMENT ON COLUMN build_orchestrator.build_queue.queued_at                  IS 'Its place among builds of the same priority; a retry keeps it.';
COMMENT ON COLUMN build_orchestrator.build_queue.started_at                 IS 'When the present run began.';
COMMENT ON COLUMN build_orchestrator.build_queue.completed_at               IS 'When it reached a final status.';
COMMENT ON COLUMN build_orchestrator.build_queue.timeout_at                 IS 'Deadline of the present run.';
COMMENT ON COLUMN build_orchestrator.build_queue.progress_percent           IS '0 to 100, as the worker reported it.';
COMMENT ON COLUMN build_orchestrator.build_queue.current_step               IS 'What the worker is doing.';
COMMENT ON COLUMN build_orchestrator.build_queue.total_steps                IS 'How many steps the build has.';
COMMENT ON COLUMN build_orchestrator.build_queue.steps_completed            IS 'How many are done.';
COMMENT ON COLUMN build_orchestrator.build_queue.worker_id                  IS 'Who is building it, or did so last.';
COMMENT ON COLUMN build_orchestrator.build_queue.worker_hostname            IS 'On which machine.';
COMMENT ON COLUMN build_orchestrator.build_queue.worker_assigned_at         IS 'When the worker took it.';
COMMENT ON COLUMN build_orchestrator.build_queue.target_registry_id         IS 'Where the image goes; null for the customer''s default.';
COMMENT ON COLUMN build_orchestrator.build_queue.architecture               IS 'amd64 or arm64.';
COMMENT ON COLUMN build_orchestrator.build_queue.build_args                 IS 'Arguments handed to the build.';
COMMENT ON COLUMN build_orchestrator.build_queue.estimated_duration_seconds IS 'A guess, for display.';
COMMENT ON COLUMN build_orchestrator.build_queue.max_duration_seconds       IS 'How long one run may take.';
COMMENT ON COLUMN build_orchestrator.build_queue.estimated_memory_mb        IS 'A guess.';
COMMENT ON COLUMN build_orchestrator.build_queue.estimated_cpu_cores        IS 'A guess.';
COMMENT ON COLUMN build_orchestrator.build_queue.retry_count                IS 'Runs after the first one.';
COMMENT ON COLUMN build_orchestrator.build_queue.max_retries                IS 'How many there may be; 0 means that the build runs once.';
COMMENT ON COLUMN build_orchestrator.build_queue.last_retry_at              IS 'When it was last put back into the queue.';
COMMENT ON COLUMN build_orchestrator.build_queue.created_at                 IS 'When the row was written.';
COMMENT ON COLUMN build_orchestrator.build_queue.updated_at                 IS 'Last change, set by trigger.';

CREATE INDEX idx_build_queue_status ON build_orchestrator.build_queue (status);
CREATE INDEX idx_build_queue_customer_id ON build_orchestrator.build_queue (customer_id);
CREATE INDEX idx_build_queue_queued_at ON build_orchestrator.build_queue (queued_at DESC);
CREATE INDEX idx_build_queue_manifest_hash ON build_orchestrator.build_queue (manifest_hash);
CREATE INDEX idx_build_queue_worker_id
    ON build_orchestrator.build_queue (worker_id) WHERE status = 'building';
-- Serves get_next_build_for_worker. Partial, so that finished builds cost it nothing.
CREATE INDEX idx_build_queue_processing
    ON build_orchestrator.build_queue (priority DESC, queued_at) WHERE status = 'queued';
-- Serves handle_build_timeouts.
CREATE INDEX idx_build_queue_timeout
    ON build_orchestrator.build_queue (timeout_at) WHERE status = 'building' AND timeout_at IS NOT NULL;
CREATE INDEX idx_build_queue_target_registry_id ON build_orchestrator.build_queue (target_registry_id);

CREATE TABLE build_orchestrator.build_results (
    id                       uuid           NOT NULL DEFAULT gen_random_uuid(),
    build_queue_id           uuid           NOT NULL,
    success                  boolean        NOT NULL,
    exit_code                integer,
    stdout_log               text,
    stderr_log               text,
    error_message            text,
    error_code               varchar(50),
    actual_duration_seconds  numeric(10,2)  NOT NULL,
    peak_memory_mb           integer,
    peak_cpu_percent         numeric(5,2),
    disk_usage_mb            integer,
    total_layers             integer,
    cache_layers_used        integer,
    new_layers_built         integer,
    final_image_size_bytes   bigint,
    image_digest             varchar(71),
    image_tags               text[],
    pushed_to_registry       boolean        DEFAULT false,
    push_duration_seconds    numeric(10,2),
    build_cache_id           uuid,
    created_at               timestamptz    NOT NULL DEFAULT now(),

    CONSTRAINT pk_build_results PRIMARY KEY (id),
    CONSTRAINT uq_build_results_build_queue_id UNIQUE (build_queue_id),
    CONSTRAINT fk_build_results_queue FOREIGN KEY (build_queue_id)
        REFERENCES build_orchestrator.build_queue (id) ON DELETE CASCADE,
    CONSTRAINT fk_build_results_cache FOREIGN KEY (build_cache_id)
        REFERENCES build_orchestrator.build_cache_registry (id) ON DELETE SET NULL,
    CONSTRAINT ck_build_results_image_digest CHECK (
        length(image_digest) = 71 AND left(image_digest, 7) = 'sha256:' AND substr(image_digest, 8) !~ '[^0-9a-f]'
    ),
    CONSTRAINT ck_build_results_not_negative CHECK (
        actual_duration_seconds >= 0 AND push_duration_seconds >= 0
        AND peak_memory_mb >= 0 AND peak_cpu_percent >= 0 AND disk_usage_mb >= 0
        AND total_layers >= 0 AND cache_layers_used >= 0 AND new_layers_built >= 0
        AND final_image_size_bytes >= 0
    )
);

COMMENT ON TABLE  build_orchestrator.build_results                         IS 'What came of a build: one row each, of its latest finished run.';
COMMENT ON COLUMN build_orchestrator.build_results.id                      IS 'Identifies the result.';
COMMENT ON COLUMN build_orchestrator.build_results.build_queue_id          IS 'Which build.';
COMMENT ON COLUMN build_orchestrator.build_results.success                 IS 'Whether an image came out.';
COMMENT ON COLUMN build_orchestrator.build_results.exit_code               IS 'Of the build process.';
COMMENT ON COLUMN build_orchestrator.build_results.stdout_log              IS 'Its output, shortened once the retention is over.';
COMMENT ON COLUMN build_orchestrator.build_results.stderr_log              IS 'Its errors, shortened once the retention is over.';
COMMENT ON COLUMN build_orchestrator.build_results.error_message           IS 'Why it failed, for people.';
COMMENT ON COLUMN build_orchestrator.build_results.error_code              IS 'Why it failed, for programs; BUILD_TIMEOUT when the deadline passed.';
COMMENT ON COLUMN build_orchestrator.build_results.actual_duration_seconds IS 'From the start of the run to its end.';
COMMENT ON COLUMN build_orchestrator.build_results.peak_memory_mb          IS 'Most memory in use.';
COMMENT ON COLUMN build_orchestrator.build_results.peak_cpu_percent        IS 'Most processor time in use; above 100 on several cores.';
COMMENT ON COLUMN build_orchestrator.build_results.disk_usage_mb           IS 'Disk in use.';
COMMENT ON COLUMN build_orchestrator.build_results.total_layers            IS 'Layers of the image.';
COMMENT ON COLUMN build_orchestrator.build_results.cache_layers_used       IS 'How many came from the cache.';
COMMENT ON COLUMN build_orchestrator.build_results.new_layers_built        IS 'How many were built.';
COMMENT ON COLUMN build_orchestrator.build_results.final_image_size_bytes  IS 'Size of the image.';
COMMENT ON COLUMN build_orchestrator.build_results.image_digest            IS 'sha256: and 64 hex digits; what a deployment pins.';
COMMENT ON COLUMN build_orchestrator.build_results.image_tags              IS 'Tags it was pushed under.';
COMMENT ON COLUMN build_orchestrator.build_results.pushed_to_registry      IS 'Whether the registry has it.';
COMMENT ON COLUMN build_orchestrator.build_results.push_duration_seconds   IS 'How long the push took.';
COMMENT ON COLUMN build_orchestrator.build_results.build_cache_id          IS 'The cache entry that was used or made.';
COMMENT ON COLUMN build_orchestrator.build_results.created_at              IS 'When the run ended.';

CREATE INDEX idx_build_results_build_queue_id ON build_orchestrator.build_results (build_queue_id);
CREATE INDEX idx_build_results_success ON build_orchestrator.build_results (success);
CREATE INDEX idx_build_results_created_at ON build_orchestrator.build_results (created_at DESC);
CREATE INDEX idx_build_results_cache_id ON build_orchestrator.build_results (build_cache_id);
CREATE INDEX idx_build_results_image_digest ON build_orchestrator.build_results (image_digest);

CREATE TABLE build_orchestrator.build_artifacts (
    id               uuid          NOT NULL DEFAULT gen_random_uuid(),
    build_result_id  uuid          NOT NULL,
    artifact_type    varchar(50)   NOT NULL,
    artifact_name    varchar(255)  NOT NULL,
    storage_type     varchar(50)   NOT NULL,
    storage_url      text          NOT NULL,
    storage_path     text,
    size_bytes       bigint,
    content_type     varchar(100),
    checksum_sha256  varchar(64),
    metadata         jsonb         DEFAULT '{}'::jsonb,
    expires_at       timestamptz,
    deleted_at       timestamptz,
    created_at       timestamptz   NOT NULL DEFAULT now(),

    CONSTRAINT pk_build_artifacts PRIMARY KEY (id),
    CONSTRAINT fk_build_artifacts_result FOREIGN KEY (build_result_id)
        REFERENCES build_orchestrator.build_results (id) ON DELETE CASCADE,
    CONSTRAINT ck_build_artifacts_artifact_type
        CHECK (artifact_type IN ('container_image', 'sbom', 'scan_report', 'test_report', 'build_log')),
    CONSTRAINT ck_build_artifacts_storage_type
        CHECK (storage_type IN ('registry', 's3', 'azure_blob', 'gcs', 'local')),
    CONSTRAINT ck_build_artifacts_checksum_sha256 CHECK (checksum_sha256 ~* '^[0-9a-f]{64}$'),
    CONSTRAINT ck_build_artifacts_not_negative CHECK (size_bytes >= 0)
);

COMMENT ON TABLE  build_orchestrator.build_artifacts                 IS 'What a build left behind, and where it is stored.';
COMMENT ON COLUMN build_orchestrator.build_artifacts.id              IS 'Identifies the artifact.';
COMMENT ON COLUMN build_orchestrator.build_artifacts.build_result_id IS 'The result it belongs to.';
COMMENT ON COLUMN build_orchestrator.build_artifacts.artifact_type   IS 'container_image, sbom, scan_report, test_report or build_log.';
COMMENT ON COLUMN build_orchestrator.build_artifacts.artifact_name   IS 'A name for people.';
COMMENT ON COLUMN build_orchestrator.build_artifacts.storage_type    IS 'registry, s3, azure_blob, gcs or local.';
COMMENT ON COLUMN build_orchestrator.build_artifacts.storage_url     IS 'Where it can be fetched.';
COMMENT ON COLUMN build_orchestrator.build_artifacts.storage_path    IS 'Its path inside the store.';
COMMENT ON COLUMN build_orchestrator.build_artifacts.size_bytes      IS 'Its size.';
COMMENT ON COLUMN build_orchestrator.build_artifacts.content_type    IS 'Its media type.';
COMMENT ON COLUMN build_orchestrator.build_artifacts.checksum_sha256 IS 'SHA-256 of the content, 64 hex digits.';
COMMENT ON COLUMN build_orchestrator.build_artifacts.metadata        IS 'Whatever else is known about it.';
COMMENT ON COLUMN build_orchestrator.build_artifacts.expires_at      IS 'When it may be deleted; null is never.';
COMMENT ON COLUMN build_orchestrator.build_artifacts.deleted_at      IS 'Null while it is in the store.';
COMMENT ON COLUMN build_orchestrator.build_artifacts.created_at      IS 'When it was stored.';

CREATE INDEX idx_build_artifacts_build_result_id ON build_orchestrator.build_artifacts (build_result_id);
CREATE INDEX idx_build_artifacts_artifact_type ON build_orchestrator.build_artifacts (artifact_type);
CREATE INDEX idx_build_artifacts_created_at ON build_orchestrator.build_artifacts (created_at DESC);
CREATE INDEX idx_build_artifacts_expires_at
    ON build_orchestrator.build_artifacts (expires_at) WHERE expires_at IS NOT NULL AND deleted_at IS NULL;

CREATE TABLE build_orchestrator.build_events (
    id               bigserial    NOT NULL,
    build_queue_id   uuid         NOT NULL,
    event_type       varchar(50)  NOT NULL,
    event_timestamp  timestamptz  NOT NULL DEFAULT now(),
    event_data       jsonb,
    source           varchar(100),
    severity         varchar(20)  DEFAULT 'info',
    message          text,

    CONSTRAINT pk_build_events PRIMARY KEY (id),
    CONSTRAINT fk_build_events_queue FOREIGN KEY (build_queue_id)
        REFERENCES build_orchestrator.build_queue (id) ON DELETE CASCADE,
    CONSTRAINT ck_build_events_severity CHECK (severity IN ('debug', 'info', 'warning', 'error', 'critical'))
);

COMMENT ON TABLE  build_orchestrator.build_events                 IS 'What happened during builds, in order.';
COMMENT ON COLUMN build_orchestrator.build_events.id              IS 'Rises with every row.';
COMMENT ON COLUMN build_orchestrator.build_events.build_queue_id  IS 'Which build.';
COMMENT ON COLUMN build_orchestrator.build_events.event_type      IS 'What happened; free text.';
COMMENT ON COLUMN build_orchestrator.build_events.event_timestamp IS 'When.';
COMMENT ON COLUMN build_orchestrator.build_events.event_data      IS 'Details.';
COMMENT ON COLUMN build_orchestrator.build_events.source          IS 'Who reported it.';
COMMENT ON COLUMN build_orchestrator.build_events.severity        IS 'debug, info, warning, error or critical.';
COMMENT ON COLUMN build_orchestrator.build_events.message         IS 'For people.';

CREATE INDEX idx_build_events_build_queue_id ON build_orchestrator.build_events (build_queue_id);
CREATE INDEX idx_build_events_event_timestamp ON build_orchestrator.build_events (event_timestamp DESC);
CREATE INDEX idx_build_events_event_type ON build_orchestrator.build_events (event_type);
CREATE INDEX idx_build_events_severity ON build_orchestrator.build_events (severity);

CREATE TABLE build_orchestrator.build_metrics (
    id                bigserial      NOT NULL,
    build_queue_id    uuid           NOT NULL,
    metric_name       varchar(100)   NOT NULL,
    metric_value      numeric(20,4)  NOT NULL,
    metric_unit       varchar(50),
    metric_timestamp  timestamptz    NOT NULL DEFAULT now(),
    tags              jsonb          DEFAULT '{}'::jsonb,

    CONSTRAINT pk_build_metrics PRIMARY KEY (id),
    CONSTRAINT fk_build_metrics_queue FOREIGN KEY (build_queue_id)
        REFERENCES build_orchestrator.build_queue (id) ON DELETE CASCADE
);

COMMENT ON TABLE  build_orchestrator.build_metrics                  IS 'Measurements taken during builds.';
COMMENT ON COLUMN build_orchestrator.build_metrics.id               IS 'Rises with every row.';
COMMENT ON COLUMN build_orchestrator.build_metrics.build_queue_id   IS 'Which build.';
COMMENT ON COLUMN build_orchestrator.build_metrics.metric_name      IS 'What was measured.';
COMMENT ON COLUMN build_orchestrator.build_metrics.metric_value     IS 'How much; may be negative.';
COMMENT ON COLUMN build_orchestrator.build_metrics.metric_unit      IS 'Of what.';
COMMENT ON COLUMN build_orchestrator.build_metrics.metric_timestamp IS 'When.';
COMMENT ON COLUMN build_orchestrator.build_metrics.tags             IS 'Labels.';

CREATE INDEX idx_build_metrics_build_queue_id ON build_orchestrator.build_metrics (build_queue_id);
CREATE INDEX idx_build_metrics_metric_name ON build_orchestrator.build_metrics (metric_name);
CREATE INDEX idx_build_metrics_timestamp ON build_orchestrator.build_metrics (metric_timestamp DESC);
CREATE INDEX idx_build_metrics_timeseries
    ON build_orchestrator.build_metrics (build_queue_id, metric_name, metric_timestamp DESC);

CREATE VIEW build_orchestrator.active_builds
    WITH (security_invoker = true)
AS
SELECT build.id,
    build.customer_id,
    customer.organization_name,
    build.status,
    build.priority,
    build.progress_percent,
    build.current_step,
    build.worker_id,
    build.queued_at,
    build.started_at,
    build.timeout_at,
    CASE WHEN build.status = 'building'
        THEN extract(epoch FROM clock_timestamp() - build.started_at)::integer
    END AS elapsed_seconds,
    CASE WHEN build.status = 'building'
        THEN extract(epoch FROM build.timeout_at - clock_timestamp())::integer
    END AS remaining_seconds,
    build.estimated_duration_seconds,
    build.retry_count
FROM build_orchestrator.build_queue AS build
JOIN build_orchestrator.customers AS customer ON customer.customer_id = build.customer_id
WHERE build.status IN ('queued', 'building')
ORDER BY build.priority DESC, build.queued_at;

COMMENT ON VIEW build_orchestrator.active_builds IS 'Builds waiting or being built, most urgent first; elapsed and remaining time only for those being built.';

CREATE VIEW build_orchestrator.build_performance_summary
    WITH (security_invoker = true)
AS
SELECT (build.completed_at AT TIME ZONE 'UTC')::date AS build_date,
    count(*) AS total_builds,
    count(*) FILTER (WHERE result.success) AS successful_builds,
    count(*) FILTER (WHERE NOT result.success) AS failed_builds,
    round(avg(result.actual_duration_seconds), 2) AS avg_duration_seconds,
    round(percentile_cont(0.5) WITHIN GROUP (ORDER BY result.actual_duration_seconds)::numeric, 2)
        AS median_duration_seconds,
    round(percentile_cont(0.95) WITHIN GROUP (ORDER BY result.actual_duration_seconds)::numeric, 2)
        AS p95_duration_seconds,
    round(avg(result.final_image_size_bytes) / 1048576, 2) AS avg_image_size_mb,
    round(avg(100.0 * result.cache_layers_used / nullif(result.total_layers, 0)), 2)
        AS avg_cache_hit_rate_percent
FROM build_orchestrator.build_queue AS build
JOIN build_orchestrator.build_results AS result ON result.build_queue_id = build.id
WHERE build.completed_at >= now() - interval '30 days'
GROUP BY 1
ORDER BY 1 DESC;

COMMENT ON VIEW build_orchestrator.build_performance_summary IS 'Finished builds per day (UTC) of completion, last 30 days, newest first.';

CREATE VIEW build_orchestrator.customer_build_usage
    WITH (security_invoker = true)
AS
SELECT customer.customer_id,
    customer.organization_name,
    customer.tier,
    count(build.id) AS total_builds,
    count(build.id) FILTER (WHERE build.completed_at >= date_trunc('month', now(), 'UTC')) AS builds_this_month,
    count(build.id) FILTER (WHERE build.status = 'success') AS successful_builds,
    round(avg(result.actual_duration_seconds), 2) AS avg_build_duration_seconds,
    coalesce(sum(result.actual_duration_seconds), 0) AS total_build_time_seconds,
    max(build.completed_at) AS last_build_at
FROM build_orchestrator.customers AS customer
LEFT JOIN build_orchestrator.build_queue AS build ON build.customer_id = customer.customer_id
LEFT JOIN build_orchestrator.build_results AS result ON result.build_queue_id = build.id
WHERE customer.deleted_at IS NULL
GROUP BY customer.customer_id, customer.organization_name, customer.tier
ORDER BY total_builds DESC, customer.customer_id;

COMMENT ON VIEW build_orchestrator.customer_build_usage IS 'Builds per live customer, most first; this month is that of completion, in UTC.';
