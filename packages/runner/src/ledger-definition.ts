/** The layout that this runner reads and writes; a newer one in the database is refused. */
export const LEDGER_LAYOUT = 1

/**
 * The ledger's own objects. Every statement may be repeated, and nothing is ever
 * dropped, so that it is no migration and needs no ledger.
 *
 * `advance` and `retreat` are compare-and-set on the head: they raise SM001 when the
 * head is not the expected one, before the SQL of the step can do anything. `lap` ends
 * the time of one step, `record` writes the rows of all steps of a transaction.
 */
export const LEDGER_DEFINITION = `
CREATE SCHEMA IF NOT EXISTS schemata;
COMMENT ON SCHEMA schemata IS 'What schema packages are installed in this database, and every step that was applied.';

CREATE TABLE IF NOT EXISTS schemata.run (
    run_id       bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    started_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at  timestamptz,
    verb         text        NOT NULL,
    plan_digest  text        NOT NULL,
    started_by   text        NOT NULL DEFAULT session_user,
    outcome      text,
    error_code   text,
    CONSTRAINT pk_run PRIMARY KEY (run_id)
);

CREATE TABLE IF NOT EXISTS schemata.target (
    target_id        bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    package_key      text        NOT NULL,
    schema_name      text        NOT NULL,
    npm_name         text        NOT NULL,
    version          text,
    head             text        NOT NULL,
    chain_digest     text        NOT NULL,
    fixtures_digest  text        NOT NULL DEFAULT '',
    contract_digest  text,
    floor            text        NOT NULL,
    schema_existed   boolean     NOT NULL,
    installed_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT pk_target PRIMARY KEY (target_id),
    CONSTRAINT uq_target_package_schema UNIQUE (package_key, schema_name)
);

CREATE TABLE IF NOT EXISTS schemata.step (
    step_id            bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    target_id          bigint      NOT NULL,
    kind               text        NOT NULL,
    version            text        NOT NULL,
    name               text        NOT NULL,
    checksum           text        NOT NULL,
    applied_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    applied_by         text        NOT NULL DEFAULT current_user,
    execution_time_ms  integer,
    package_version    text        NOT NULL,
    reverse_sql        text,
    reverse_file       text,
    reverse_destroys   jsonb,
    irreversible       text,
    run_id             bigint,
    CONSTRAINT pk_step PRIMARY KEY (target_id, kind, version, name),
    CONSTRAINT fk_step_target_id FOREIGN KEY (target_id) REFERENCES schemata.target (target_id) ON DELETE CASCADE,
    CONSTRAINT ck_step_kind CHECK (kind IN ('step', 'fixture'))
);

CREATE TABLE IF NOT EXISTS schemata.intent (
    package_key  text        NOT NULL,
    schema_name  text        NOT NULL,
    version      text        NOT NULL,
    name         text        NOT NULL,
    started_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    found_before text        NOT NULL,
    run_id       bigint,
    CONSTRAINT pk_intent PRIMARY KEY (package_key, schema_name)
);

COMMENT ON TABLE schemata.run    IS 'Runs that changed something or tried to.';
COMMENT ON TABLE schemata.target IS 'One row per installed package and schema: where it stands. The only table a booting application reads.';
COMMENT ON TABLE schemata.step   IS 'Applied steps and fixtures, with the way back.';
COMMENT ON TABLE schemata.intent IS 'A non-transactional step that was begun; its row is gone when the step is recorded.';
COMMENT ON COLUMN schemata.intent.found_before IS 'What was there under the name of the object before the step began: only remains of our own are ever dropped.';

CREATE OR REPLACE FUNCTION schemata.layout()
    RETURNS integer
    LANGUAGE sql
    IMMUTABLE
    SET search_path = pg_catalog, pg_temp
AS $layout$ SELECT ${LEDGER_LAYOUT} $layout$;

CREATE OR REPLACE FUNCTION schemata.advance(p_moves jsonb)
    RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $advance$
DECLARE
    v_move jsonb;
BEGIN
    FOR v_move IN SELECT move.value FROM jsonb_array_elements(p_moves) AS move LOOP
        UPDATE schemata.target AS target
        SET head         = v_move ->> 'head',
            chain_digest = v_move ->> 'to',
            version      = coalesce(v_move ->> 'version', target.version),
            floor        = v_move ->> 'floor',
            npm_name     = v_move ->> 'npmName',
            updated_at   = clock_timestamp()
        WHERE target.package_key = v_move ->> 'package'
            AND target.schema_name = v_move ->> 'schema'
            AND target.chain_digest = v_move ->> 'from';

        IF NOT FOUND AND v_move ->> 'from' = '' THEN
            -- A concurrent first step makes this wait and then find the row taken.
            INSERT INTO schemata.target (package_key, schema_name, npm_name, version, head, chain_digest, floor, schema_existed)
            VALUES (v_move ->> 'package', v_move ->> 'schema', v_move ->> 'npmName', v_move ->> 'version',
                    v_move ->> 'head', v_move ->> 'to', v_move ->> 'floor', (v_move ->> 'schemaExisted')::boolean)
            ON CONFLICT (package_key, schema_name) DO NOTHING;
        END IF;

        IF NOT FOUND THEN
            RAISE EXCEPTION 'The head of % in schema % is not the expected one', v_move ->> 'package', v_move ->> 'schema'
                USING ERRCODE = 'SM001', HINT = 'Another runner moved it; plan again.';
        END IF;
    END LOOP;
    PERFORM set_config('schemata.laps', '[]', true), set_config('schemata.lap_start', clock_timestamp()::text, true);
END;
$advance$;

CREATE OR REPLACE FUNCTION schemata.lap(p_since timestamptz DEFAULT NULL)
    RETURNS integer
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $lap$
DECLARE
    v_start timestamptz := coalesce(p_since, current_setting('schemata.lap_start')::timestamptz);
    v_end   timestamptz := clock_timestamp();
    v_ms    integer     := least(2147483647, round(1000 * extract(epoch FROM v_end - v_start)));
BEGIN
    PERFORM set_config('schemata.lap_start', v_end::text, true),
            set_config('schemata.laps', (current_setting('schemata.laps')::jsonb || jsonb_build_object('at', v_start, 'ms', v_ms))::text, true);
    RETURN v_ms;
END;
$lap$;

CREATE OR REPLACE FUNCTION schemata.record(p_steps jsonb)
    RETURNS void
    LANGUAGE sql
    SET search_path = pg_catalog, pg_temp
AS $record$
    INSERT INTO schemata.step (target_id, kind, version, name, checksum, applied_at, execution_time_ms, package_version,
                               reverse_sql, reverse_file, reverse_destroys, irreversible, run_id)
    SELECT target.target_id, 'step', given.step ->> 'version', given.step ->> 'name', given.step ->> 'checksum',
           (laps.lap ->> 'at')::timestamptz, (laps.lap ->> 'ms')::integer, given.step ->> 'packageVersion',
           given.step ->> 'reverseSql', given.step ->> 'reverseFile', nullif(given.step -> 'reverseDestroys', 'null'),
           given.step ->> 'irreversible', (given.step ->> 'run')::bigint
    FROM jsonb_array_elements(p_steps) WITH ORDINALITY AS given (step, position)
    JOIN jsonb_array_elements(current_setting('schemata.laps')::jsonb) WITH ORDINALITY AS laps (lap, position)
        ON laps.position = given.position
    JOIN schemata.target AS target
        ON target.package_key = given.step ->> 'package' AND target.schema_name = given.step ->> 'schema'
    ORDER BY given.position
$record$;

CREATE OR REPLACE FUNCTION schemata.load(p_load jsonb)
    RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $load$
DECLARE
    v_target bigint;
BEGIN
    UPDATE schemata.target AS target
    SET fixtures_digest = p_load ->> 'to',
        updated_at      = clock_timestamp()
    WHERE target.package_key = p_load ->> 'package'
        AND target.schema_name = p_load ->> 'schema'
        AND target.fixtures_digest = p_load ->> 'from'
    RETURNING target.target_id INTO v_target;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'The fixtures of % in schema % are not the expected ones', p_load ->> 'package', p_load ->> 'schema'
            USING ERRCODE = 'SM001', HINT = 'Another runner loaded them; plan again.';
    END IF;
    DELETE FROM schemata.step AS step WHERE step.target_id = v_target AND step.kind = 'fixture';
    INSERT INTO schemata.step (target_id, kind, version, name, checksum, package_version)
    SELECT v_target, 'fixture', '', loaded.row ->> 'name', loaded.row ->> 'checksum', p_load ->> 'packageVersion'
    FROM jsonb_array_elements(p_load -> 'rows') AS loaded (row);
END;
$load$;

CREATE OR REPLACE FUNCTION schemata.intend(p_unit jsonb)
    RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $intend$
BEGIN
    -- The row stays locked until the intent is committed: head and intent agree.
    PERFORM FROM schemata.target AS target
    WHERE target.package_key = p_unit ->> 'packageKey'
        AND target.schema_name = p_unit ->> 'schema'
        AND target.chain_digest = p_unit ->> 'from'
    FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'The head of % in schema % is not the expected one', p_unit ->> 'packageKey', p_unit ->> 'schema'
            USING ERRCODE = 'SM001', HINT = 'Another runner moved it; plan again.';
    END IF;
    INSERT INTO schemata.intent (package_key, schema_name, version, name, found_before, run_id)
    VALUES (p_unit ->> 'packageKey', p_unit ->> 'schema', p_unit ->> 'version', p_unit ->> 'name',
            p_unit ->> 'foundBefore', (p_unit ->> 'run')::bigint);
END;
$intend$;

CREATE OR REPLACE FUNCTION schemata.retreat(p_unit jsonb)
    RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $retreat$
DECLARE
    v_target bigint;
BEGIN
    UPDATE schemata.target AS target
    SET head            = coalesce(p_unit ->> 'head', ''),
        chain_digest    = p_unit ->> 'to',
        version         = NULL,
        -- The tables of the fixtures may be gone or come back empty.
        fixtures_digest = '',
        updated_at      = clock_timestamp()
    WHERE target.package_key = p_unit ->> 'package'
        AND target.schema_name = p_unit ->> 'schema'
        AND target.chain_digest = p_unit ->> 'from'
    RETURNING target.target_id INTO v_target;

    IF v_target IS NULL THEN
        RAISE EXCEPTION 'The head of % in schema % is not the expected one', p_unit ->> 'package', p_unit ->> 'schema'
            USING ERRCODE = 'SM001', HINT = 'Another runner moved it; plan again.';
    END IF;

    DELETE FROM schemata.step AS step
    WHERE step.target_id = v_target
        AND step.kind = 'step'
        AND step.version = p_unit ->> 'version'
        AND step.name = p_unit ->> 'name';
    IF p_unit ->> 'to' = '' THEN
        DELETE FROM schemata.target AS target WHERE target.target_id = v_target;
    END IF;
END;
$retreat$;

REVOKE ALL ON SCHEMA schemata FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA schemata FROM PUBLIC;
GRANT USAGE ON SCHEMA schemata TO PUBLIC;
GRANT SELECT ON schemata.target TO PUBLIC;
`
