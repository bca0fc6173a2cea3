-- Conversations in which a customer says what is to be built, and the manifests made of them.

CREATE TABLE build_orchestrator.build_manifests (
    id                 uuid         NOT NULL DEFAULT gen_random_uuid(),
    customer_id        varchar(100),
    customer_email     varchar(255),
    manifest_json      jsonb        NOT NULL,
    manifest_hash      varchar(64)  NOT NULL,
    manifest_version   varchar(20)  NOT NULL DEFAULT '1.0',
    manifest_format    varchar(20)  NOT NULL DEFAULT 'honua-v1',
    generated_by       varchar(50)  NOT NULL DEFAULT 'ai_intake',
    generation_method  varchar(100),
    is_validated       boolean      DEFAULT false,
    validation_errors  jsonb,
    validated_at       timestamptz,
    validated_by       varchar(100),
    deployment_status  varchar(20)  DEFAULT 'draft',
    deployed_at        timestamptz,
    deployment_id      uuid,
    build_cache_id     uuid,
    created_at         timestamptz  NOT NULL DEFAULT now(),
    updated_at         timestamptz  NOT NULL DEFAULT now(),
    deleted_at         timestamptz,

    CONSTRAINT pk_build_manifests PRIMARY KEY (id),
    CONSTRAINT fk_build_manifests_customer FOREIGN KEY (customer_id)
        REFERENCES build_orchestrator.customers (customer_id) ON DELETE SET NULL,
    CONSTRAINT fk_build_manifests_cache FOREIGN KEY (build_cache_id)
        REFERENCES build_orchestrator.build_cache_registry (id) ON DELETE SET NULL,
    CONSTRAINT fk_build_manifests_deployment FOREIGN KEY (deployment_id)
        REFERENCES build_orchestrator.build_queue (id) ON DELETE SET NULL,
    CONSTRAINT ck_build_manifests_customer_email CHECK (customer_email ~ '^[^@\s]+@[^@\s]+$'),
    CONSTRAINT ck_build_manifests_manifest_hash
        CHECK (length(manifest_hash) IN (16, 32, 64) AND manifest_hash !~ '[^0-9a-fA-F]'),
    CONSTRAINT ck_build_manifests_manifest_format CHECK (manifest_format IN ('honua-v1', 'honua-v2')),
    CONSTRAINT ck_build_manifests_generated_by
        CHECK (generated_by IN ('ai_intake', 'manual', 'api', 'template', 'import')),
    CONSTRAINT ck_build_manifests_deployment_status
        CHECK (deployment_status IN ('draft', 'approved', 'building', 'deployed', 'failed', 'archived'))
);

COMMENT ON TABLE  build_orchestrator.build_manifests                   IS 'Descriptions of what is to be built, with their way from draft to deployment.';
COMMENT ON COLUMN build_orchestrator.build_manifests.id                IS 'Identifies the manifest.';
COMMENT ON COLUMN build_orchestrator.build_manifests.customer_id       IS 'For whom it was made; null when nobody signed in, or once that customer is gone.';
COMMENT ON COLUMN build_orchestrator.build_manifests.customer_email    IS 'An address left by whoever did not sign in.';
COMMENT ON COLUMN build_orchestrator.build_manifests.manifest_json     IS 'The manifest itself.';
COMMENT ON COLUMN build_orchestrator.build_manifests.manifest_hash     IS 'Its hash in hex: 64 digits for SHA-256; 32 and 16 are accepted from older writers.';
COMMENT ON COLUMN build_orchestrator.build_manifests.manifest_version  IS 'Version of its content.';
COMMENT ON COLUMN build_orchestrator.build_manifests.manifest_format   IS 'honua-v1 or honua-v2.';
COMMENT ON COLUMN build_orchestrator.build_manifests.generated_by      IS 'ai_intake, manual, api, template or import.';
COMMENT ON COLUMN build_orchestrator.build_manifests.generation_method IS 'How, in more detail.';
COMMENT ON COLUMN build_orchestrator.build_manifests.is_validated      IS 'Whether it passed validation.';
COMMENT ON COLUMN build_orchestrator.build_manifests.validation_errors IS 'What validation found.';
COMMENT ON COLUMN build_orchestrator.build_manifests.validated_at      IS 'When it was validated.';
COMMENT ON COLUMN build_orchestrator.build_manifests.validated_by      IS 'Who validated it.';
COMMENT ON COLUMN build_orchestrator.build_manifests.deployment_status IS 'draft, approved, building, deployed, failed or archived.';
COMMENT ON COLUMN build_orchestrator.build_manifests.deployed_at       IS 'When it was deployed.';
COMMENT ON COLUMN build_orchestrator.build_manifests.deployment_id     IS 'The build that was queued for it.';
COMMENT ON COLUMN build_orchestrator.build_manifests.build_cache_id    IS 'The cache entry that holds its image.';
COMMENT ON COLUMN build_orchestrator.build_manifests.created_at        IS 'When it was made.';
COMMENT ON COLUMN build_orchestrator.build_manifests.updated_at        IS 'Last change, set by trigger.';
COMMENT ON COLUMN build_orchestrator.build_manifests.deleted_at        IS 'Null while it is live.';

CREATE INDEX idx_build_manifests_customer_id
    ON build_orchestrator.build_manifests (customer_id) WHERE deleted_at IS NULL;
CREATE INDEX idx_build_manifests_customer_email
    ON build_orchestrator.build_manifests (customer_email) WHERE deleted_at IS NULL;
CREATE INDEX idx_build_manifests_deployment_status
    ON build_orchestrator.build_manifests (deployment_status) WHERE deleted_at IS NULL;
CREATE INDEX idx_build_manifests_manifest_hash ON build_orchestrator.build_manifests (manifest_hash);
CREATE INDEX idx_build_manifests_created_at ON build_orchestrator.build_manifests (created_at DESC);
CREATE INDEX idx_build_manifests_cache_id ON build_orchestrator.build_manifests (build_cache_id);
CREATE INDEX idx_build_manifests_deployment_id ON build_orchestrator.build_manifests (deployment_id);
-- The foreign key of deleted rows, for the cascade from customers.
CREATE INDEX idx_build_manifests_any_customer ON build_orchestrator.build_manifests (customer_id);

CREATE TABLE build_orchestrator.conversations (
    id                       uuid           NOT NULL DEFAULT gen_random_uuid(),
    customer_id              varchar(100),
    customer_email           varchar(255),
    session_id               varchar(100),
    status                   varchar(20)    NOT NULL DEFAULT 'active',
    conversation_type        varchar(50)    DEFAULT 'build_intake',
    ai_model                 varchar(100),
    ai_provider              varchar(50)    DEFAULT 'openai',
    build_manifest_id        uuid,
    extracted_requirements   jsonb,
    confidence_score         numeric(3,2),
    started_at               timestamptz    NOT NULL DEFAULT now(),
    completed_at             timestamptz,
    last_message_at          timestamptz,
    abandoned_at             timestamptz,
    total_messages           integer        DEFAULT 0,
    total_tokens_used        integer        DEFAULT 0,
    total_cost_usd           numeric(10,6)  DEFAULT 0,
    user_agent               text,
    referrer                 text,
    ip_address               inet,
    locale                   varchar(10)    DEFAULT 'en-US',
    user_satisfaction_score  integer,
    user_feedback            text,
    feedback_at              timestamptz,
    created_at               timestamptz    NOT NULL DEFAULT now(),
    updated_at               timestamptz    NOT NULL DEFAULT now(),

    CONSTRAINT pk_conversations PRIMARY KEY (id),
    CONSTRAINT fk_conversations_customer FOREIGN KEY (customer_id)
        REFERENCES build_orchestrator.customers (customer_id) ON DELETE SET NULL,
    CONSTRAINT fk_conversations_manifest FOREIGN KEY (build_manifest_id)
        REFERENCES build_orchestrator.build_manifests (id) ON DELETE SET NULL,
    CONSTRAINT ck_conversations_customer_email CHECK (customer_email ~ '^[^@\s]+@[^@\s]+$'),
    CONSTRAINT ck_conversations_status CHECK (status IN ('active', 'completed', 'abandoned', 'error')),
    CONSTRAINT ck_conversations_conversation_type
        CHECK (conversation_type IN ('build_intake', 'troubleshooting', 'support', 'upgrade_consultation')),
    CONSTRAINT ck_conversations_confidence_score CHECK (confidence_score BETWEEN 0 AND 1),
    CONSTRAINT ck_conversations_user_satisfaction_score CHECK (user_satisfaction_score BETWEEN 1 AND 5),
    CONSTRAINT ck_conversations_not_negative
        CHECK (total_messages >= 0 AND total_tokens_used >= 0 AND total_cost_usd >= 0)
);

COMMENT ON TABLE  build_orchestrator.conversations                         IS 'Sessions with an AI model that lead to a manifest, or to help.';
COMMENT ON COLUMN build_orchestrator.conversations.id                      IS 'Identifies the conversation.';
COMMENT ON COLUMN build_orchestrator.conversations.customer_id             IS 'Who talks; null when nobody signed in, or once that customer is gone.';
COMMENT ON COLUMN build_orchestrator.conversations.customer_email          IS 'An address left by whoever did not sign in.';
COMMENT ON COLUMN build_orchestrator.conversations.session_id              IS 'By which the front end finds the conversation again.';
COMMENT ON COLUMN build_orchestrator.conversations.status                  IS 'active, completed, abandoned or error.';
COMMENT ON COLUMN build_orchestrator.conversations.conversation_type       IS 'build_intake, troubleshooting, support or upgrade_consultation.';
COMMENT ON COLUMN build_orchestrator.conversations.ai_model                IS 'Which model answers.';
COMMENT ON COLUMN build_orchestrator.conversations.ai_provider             IS 'Who runs it.';
COMMENT ON COLUMN build_orchestrator.conversations.build_manifest_id       IS 'The manifest that came of it.';
COMMENT ON COLUMN build_orchestrator.conversations.extracted_requirements  IS 'What has been understood so far.';
COMMENT ON COLUMN build_orchestrator.conversations.confidence_score        IS 'How surely, 0 to 1.';
COMMENT ON COLUMN build_orchestrator.conversations.started_at              IS 'When it began.';
COMMENT ON COLUMN build_orchestrator.conversations.completed_at            IS 'When it was completed.';
COMMENT ON COLUMN build_orchestrator.conversations.last_message_at         IS 'Latest message, kept by trigger; null before the first.';
COMMENT ON COLUMN build_orchestrator.conversations.abandoned_at            IS 'When it was given up.';
COMMENT ON COLUMN build_orchestrator.conversations.total_messages          IS 'Messages, kept by trigger.';
COMMENT ON COLUMN build_orchestrator.conversations.total_tokens_used       IS 'Sum of their tokens, kept by trigger.';
COMMENT ON COLUMN build_orchestrator.conversations.total_cost_usd          IS 'What the model cost, as the application reckons it.';
COMMENT ON COLUMN build_orchestrator.conversations.user_agent              IS 'The client program.';
COMMENT ON COLUMN build_orchestrator.conversations.referrer                IS 'The page that led here.';
COMMENT ON COLUMN build_orchestrator.conversations.ip_address              IS 'The client address.';
COMMENT ON COLUMN build_orchestrator.conversations.locale                  IS 'In which language.';
COMMENT ON COLUMN build_orchestrator.conversations.user_satisfaction_score IS '1 to 5, given by the user.';
COMMENT ON COLUMN build_orchestrator.conversations.user_feedback           IS 'What the user had to say.';
COMMENT ON COLUMN build_orchestrator.conversations.feedback_at             IS 'When the user said it.';
COMMENT ON COLUMN build_orchestrator.conversations.created_at              IS 'When the row was written.';
COMMENT ON COLUMN build_orchestrator.conversations.updated_at              IS 'Last change, set by trigger.';

CREATE INDEX idx_conversations_customer_id ON build_orchestrator.conversations (customer_id);
CREATE INDEX idx_conversations_customer_email ON build_orchestrator.conversations (customer_email);
CREATE INDEX idx_conversations_status ON build_orchestrator.conversations (status);
CREATE INDEX idx_conversations_last_message_at ON build_orchestrator.conversations (last_message_at DESC);
CREATE INDEX idx_conversations_started_at ON build_orchestrator.conversations (started_at DESC);
CREATE INDEX idx_conversations_session_id ON build_orchestrator.conversations (session_id);
CREATE INDEX idx_conversations_build_manifest_id ON build_orchestrator.conversations (build_manifest_id);
-- Serves expire_old_conversations: one without any message counts from its start.
CREATE INDEX idx_conversations_abandoned
    ON build_orchestrator.conversations (coalesce(last_message_at, started_at)) WHERE status = 'active';

CREATE TABLE build_orchestrator.conversation_messages (
    id                  bigserial    NOT NULL,
    conversation_id     uuid         NOT NULL,
    role                varchar(20)  NOT NULL,
    content             text         NOT NULL,
    content_type        varchar(50)  DEFAULT 'text/plain',
    sequence_number     integer      NOT NULL,
    function_name       varchar(100),
    function_arguments  jsonb,
    function_response   jsonb,
    prompt_tokens       integer,
    completion_tokens   integer,
    total_tokens        integer,
    model_used          varchar(100),
    temperature         numeric(3,2),
    finish_reason       varchar(50),
    created_at          timestamptz  NOT NULL DEFAULT now(),
    processing_time_ms  integer,

    CONSTRAINT pk_conversation_messages PRIMARY KEY (id),
    CONSTRAINT uq_conversation_message_sequence UNIQUE (conversation_id, sequence_number),
    CONSTRAINT fk_conversation_messages_conversation FOREIGN KEY (conversation_id)
        REFERENCES build_orchestrator.conversations (id) ON DELETE CASCADE,
    CONSTRAINT ck_conversation_messages_role
        CHECK (role IN ('user', 'assistant', 'system', 'function', 'tool')),
    CONSTRAINT ck_conversation_messages_content_type
        CHECK (content_type IN ('text/plain', 'text/markdown', 'application/json')),
    CONSTRAINT ck_conversation_messages_not_negative CHECK (
        sequence_number >= 0 AND prompt_tokens >= 0 AND completion_tokens >= 0 AND total_tokens >= 0
        AND temperature >= 0 AND processing_time_ms >= 0
    )
);

COMMENT ON TABLE  build_orchestrator.conversation_messages                    IS 'What was said, one row a message.';
COMMENT ON COLUMN build_orchestrator.conversation_messages.id                 IS 'Rises with every row.';
COMMENT ON COLUMN build_orchestrator.conversation_messages.conversation_id    IS 'In which conversation.';
COMMENT ON COLUMN build_orchestrator.conversation_messages.role               IS 'user, assistant, system, function or tool.';
COMMENT ON COLUMN build_orchestrator.conversation_messages.content            IS 'What was said; of any length.';
COMMENT ON COLUMN build_orchestrator.conversation_messages.content_type       IS 'text/plain, text/markdown or application/json.';
COMMENT ON COLUMN build_orchestrator.conversation_messages.sequence_number    IS 'Its place in the conversation.';
COMMENT ON COLUMN build_orchestrator.conversation_messages.function_name      IS 'The function that was called.';
COMMENT ON COLUMN build_orchestrator.conversation_messages.function_arguments IS 'With which arguments.';
COMMENT ON COLUMN build_orchestrator.conversation_messages.function_response  IS 'What it answered.';
COMMENT ON COLUMN build_orchestrator.conversation_messages.prompt_tokens      IS 'Tokens read.';
COMMENT ON COLUMN build_orchestrator.conversation_messages.completion_tokens  IS 'Tokens written.';
COMMENT ON COLUMN build_orchestrator.conversation_messages.total_tokens       IS 'Both; what the conversation adds up.';
COMMENT ON COLUMN build_orchestrator.conversation_messages.model_used         IS 'Which model wrote it.';
COMMENT ON COLUMN build_orchestrator.conversation_messages.temperature        IS 'At which temperature.';
COMMENT ON COLUMN build_orchestrator.conversation_messages.finish_reason      IS 'Why the model stopped.';
COMMENT ON COLUMN build_orchestrator.conversation_messages.created_at         IS 'When it was said.';
COMMENT ON COLUMN build_orchestrator.conversation_messages.processing_time_ms IS 'How long the model took.';

CREATE INDEX idx_conversation_messages_conversation_id
    ON build_orchestrator.conversation_messages (conversation_id);
CREATE INDEX idx_conversation_messages_created_at ON build_orchestrator.conversation_messages (created_at DESC);
CREATE INDEX idx_conversation_messages_role ON build_orchestrator.conversation_messages (role);

CREATE TABLE build_orchestrator.conversation_intents (
    id                 bigserial     NOT NULL,
    conversation_id    uuid          NOT NULL,
    message_id         bigint,
    intent_type        varchar(100)  NOT NULL,
    intent_confidence  numeric(3,2),
    intent_parameters  jsonb,
    detected_by        varchar(50)   DEFAULT 'ai_classifier',
    detected_at        timestamptz   NOT NULL DEFAULT now(),

    CONSTRAINT pk_conversation_intents PRIMARY KEY (id),
    CONSTRAINT fk_conversation_intents_conversation FOREIGN KEY (conversation_id)
        REFERENCES build_orchestrator.conversations (id) ON DELETE CASCADE,
    CONSTRAINT fk_conversation_intents_message FOREIGN KEY (message_id)
        REFERENCES build_orchestrator.conversation_messages (id) ON DELETE CASCADE,
    CONSTRAINT ck_conversation_intents_intent_confidence CHECK (intent_confidence BETWEEN 0 AND 1)
);

COMMENT ON TABLE  build_orchestrator.conversation_intents                   IS 'What a speaker seems to want.';
COMMENT ON COLUMN build_orchestrator.conversation_intents.id                IS 'Rises with every row.';
COMMENT ON COLUMN build_orchestrator.conversation_intents.conversation_id   IS 'In which conversation.';
COMMENT ON COLUMN build_orchestrator.conversation_intents.message_id        IS 'The message it was read from.';
COMMENT ON COLUMN build_orchestrator.conversation_intents.intent_type       IS 'What is wanted; free text.';
COMMENT ON COLUMN build_orchestrator.conversation_intents.intent_confidence IS 'How surely, 0 to 1.';
COMMENT ON COLUMN build_orchestrator.conversation_intents.intent_parameters IS 'Details.';
COMMENT ON COLUMN build_orchestrator.conversation_intents.detected_by       IS 'Who read it so.';
COMMENT ON COLUMN build_orchestrator.conversation_intents.detected_at       IS 'When.';

CREATE INDEX idx_conversation_intents_conversation_id
    ON build_orchestrator.conversation_intents (conversation_id);
CREATE INDEX idx_conversation_intents_intent_type ON build_orchestrator.conversation_intents (intent_type);
CREATE INDEX idx_conversation_intents_detected_at ON build_orchestrator.conversation_intents (detected_at DESC);
CREATE INDEX idx_conversation_intents_message_id ON build_orchestrator.conversation_intents (message_id);

CREATE TABLE build_orchestrator.requirement_extractions (
    id                         uuid          NOT NULL DEFAULT gen_random_uuid(),
    conversation_id            uuid          NOT NULL,
    build_manifest_id          uuid,
    requirement_type           varchar(100)  NOT NULL,
    requirement_value          text          NOT NULL,
    requirement_json           jsonb,
    extracted_from_message_id  bigint,
    extraction_method          varchar(50)   NOT NULL DEFAULT 'ai_extraction',
    extraction_confidence      numeric(3,2),
    is_confirmed               boolean       DEFAULT false,
    confirmed_at               timestamptz,
    confirmation_source        varchar(50),
    was_corrected              boolean       DEFAULT false,
    corrected_value            text,
    corrected_at               timestamptz,
    created_at                 timestamptz   NOT NULL DEFAULT now(),

    CONSTRAINT pk_requirement_extractions PRIMARY KEY (id),
    CONSTRAINT fk_requirement_extractions_conversation FOREIGN KEY (conversation_id)
        REFERENCES build_orchestrator.conversations (id) ON DELETE CASCADE,
    CONSTRAINT fk_requirement_extractions_manifest FOREIGN KEY (build_manifest_id)
        REFERENCES build_orchestrator.build_manifests (id) ON DELETE CASCADE,
    CONSTRAINT fk_requirement_extractions_message FOREIGN KEY (extracted_from_message_id)
        REFERENCES build_orchestrator.conversation_messages (id) ON DELETE SET NULL,
    CONSTRAINT ck_requirement_extractions_confidence CHECK (extraction_confidence BETWEEN 0 AND 1)
);

COMMENT ON TABLE  build_orchestrator.requirement_extractions                           IS 'Single requirements read from a conversation, and whether they were right.';
COMMENT ON COLUMN build_orchestrator.requirement_extractions.id                        IS 'Identifies the extraction.';
COMMENT ON COLUMN build_orchestrator.requirement_extractions.conversation_id           IS 'The conversation it was read from.';
COMMENT ON COLUMN build_orchestrator.requirement_extractions.build_manifest_id         IS 'The manifest it went into.';
COMMENT ON COLUMN build_orchestrator.requirement_extractions.requirement_type          IS 'What is required; free text.';
COMMENT ON COLUMN build_orchestrator.requirement_extractions.requirement_value         IS 'Its value as text.';
COMMENT ON COLUMN build_orchestrator.requirement_extractions.requirement_json          IS 'Its value in full.';
COMMENT ON COLUMN build_orchestrator.requirement_extractions.extracted_from_message_id IS 'The message it was read from.';
COMMENT ON COLUMN build_orchestrator.requirement_extractions.extraction_method         IS 'How it was read.';
COMMENT ON COLUMN build_orchestrator.requirement_extractions.extraction_confidence     IS 'How surely, 0 to 1.';
COMMENT ON COLUMN build_orchestrator.requirement_extractions.is_confirmed              IS 'Whether somebody confirmed it.';
COMMENT ON COLUMN build_orchestrator.requirement_extractions.confirmed_at              IS 'When.';
COMMENT ON COLUMN build_orchestrator.requirement_extractions.confirmation_source       IS 'Who.';
COMMENT ON COLUMN build_orchestrator.requirement_extractions.was_corrected             IS 'Whether it had to be corrected.';
COMMENT ON COLUMN build_orchestrator.requirement_extractions.corrected_value           IS 'To what.';
COMMENT ON COLUMN build_orchestrator.requirement_extractions.corrected_at              IS 'When.';
COMMENT ON COLUMN build_orchestrator.requirement_extractions.created_at                IS 'When it was read.';

CREATE INDEX idx_requirement_extractions_conversation_id
    ON build_orchestrator.requirement_extractions (conversation_id);
CREATE INDEX idx_requirement_extractions_manifest_id
    ON build_orchestrator.requirement_extractions (build_manifest_id);
CREATE INDEX idx_requirement_extractions_requirement_type
    ON build_orchestrator.requirement_extractions (requirement_type);
CREATE INDEX idx_requirement_extractions_was_corrected
    ON build_orchestrator.requirement_extractions (was_corrected);
CREATE INDEX idx_requirement_extractions_message_id
    ON build_orchestrator.requirement_extractions (extracted_from_message_id);

CREATE VIEW build_orchestrator.active_conversations
    WITH (security_invoker = true)
AS
SELECT conversation.id,
    conversation.customer_id,
    conversation.customer_email,
    conversation.status,
    conversation.conversation_type,
    conversation.total_messages,
    conversation.started_at,
    conversation.last_message_at,
    extract(epoch FROM clock_timestamp() - conversation.last_message_at)::integer AS seconds_since_last_message,
    conversation.ai_model,
    conversation.build_manifest_id,
    manifest.deployment_status AS manifest_deployment_status
FROM build_orchestrator.conversations AS conversation
LEFT JOIN build_orchestrator.build_manifests AS manifest ON manifest.id = conversation.build_manifest_id
WHERE conversation.status = 'active'
ORDER BY coalesce(conversation.last_message_at, conversation.started_at) DESC;

COMMENT ON VIEW build_orchestrator.active_conversations IS 'Conversations going on, most recent activity first.';

CREATE VIEW build_orchestrator.conversation_performance_summary
    WITH (security_invoker = true)
AS
SELECT (conversation.created_at AT TIME ZONE 'UTC')::date AS conversation_date,
    conversation.conversation_type,
    conversation.ai_model,
    count(*) AS total_conversations,
    count(*) FILTER (WHERE conversation.status = 'completed') AS completed_conversations,
    count(*) FILTER (WHERE conversation.status = 'abandoned') AS abandoned_conversations,
    round(avg(conversation.total_messages), 1) AS avg_messages_per_conversation,
    round(avg(conversation.total_tokens_used), 0) AS avg_tokens_per_conversation,
    round(avg(conversation.total_cost_usd), 6) AS avg_cost_per_conversation,
    round(avg(extract(epoch FROM conversation.completed_at - conversation.started_at) / 60), 1)
        AS avg_duration_minutes,
    round(avg(conversation.user_satisfaction_score), 2) AS avg_satisfaction_score,
    count(conversation.build_manifest_id) AS manifests_generated
FROM build_orchestrator.conversations AS conversation
WHERE conversation.created_at >= now() - interval '30 days'
GROUP BY 1, 2, 3
ORDER BY 1 DESC, 4 DESC;

COMMENT ON VIEW build_orchestrator.conversation_performance_summary IS 'Conversations per day (UTC), type and model, last 30 days, newest first.';

CREATE VIEW build_orchestrator.intent_analytics
    WITH (security_invoker = true)
AS
SELECT intent.intent_type,
    count(*) AS occurrence_count,
    round(avg(intent.intent_confidence), 3) AS avg_confidence,
    count(DISTINCT intent.conversation_id) AS unique_conversations,
    date_trunc('day', intent.detected_at, 'UTC') AS detection_date
FROM build_orchestrator.conversation_intents AS intent
WHERE intent.detected_at >= now() - interval '30 days'
GROUP BY 1, 5
ORDER BY 5 DESC, 2 DESC;

COMMENT ON VIEW build_orchestrator.intent_analytics IS 'Intents per type and day (UTC) of detection, last 30 days, newest first.';

CREATE VIEW build_orchestrator.extraction_accuracy
    WITH (security_invoker = true)
AS
SELECT extraction.requirement_type,
    count(*) AS total_extractions,
    count(*) FILTER (WHERE extraction.is_confirmed) AS confirmed_extractions,
    count(*) FILTER (WHERE extraction.was_corrected) AS corrected_extractions,
    round(avg(extraction.extraction_confidence), 3) AS avg_confidence,
    round(100.0 * count(*) FILTER (WHERE extraction.is_confirmed) / count(*), 2) AS confirmation_rate_percent,
    round(100.0 * count(*) FILTER (WHERE extraction.was_corrected) / count(*), 2) AS correction_rate_percent
FROM build_orchestrator.requirement_extractions AS extraction
WHERE extraction.created_at >= now() - interval '30 days'
GROUP BY extraction.requirement_type
ORDER BY 2 DESC, 1;

COMMENT ON VIEW build_orchestrator.extraction_accuracy IS 'How often extracted requirements were confirmed or corrected, per type, last 30 days.';
