--! requires: 029_row_security
--
-- The least each role needs: the application for one customer, the workers for the
-- queue, maintenance for what has grown old.

GRANT USAGE ON SCHEMA build_orchestrator TO build_app, build_worker, build_maintenance;

-- build_app: reads what is its customer's, asks for builds, cancels them, talks.
GRANT SELECT ON
    build_orchestrator.customers,
    build_orchestrator.build_cache_registry,
    build_orchestrator.build_access_log,
    build_orchestrator.build_queue,
    build_orchestrator.build_dependencies,
    build_orchestrator.build_results,
    build_orchestrator.build_result_history,
    build_orchestrator.build_artifacts,
    build_orchestrator.build_events,
    build_orchestrator.build_metrics,
    build_orchestrator.build_manifests,
    build_orchestrator.conversations,
    build_orchestrator.conversation_messages,
    build_orchestrator.conversation_intents,
    build_orchestrator.requirement_extractions,
    build_orchestrator.model_prices,
    build_orchestrator.registry_credential_summaries,
    build_orchestrator.active_builds,
    build_orchestrator.customer_build_usage,
    build_orchestrator.active_conversations
TO build_app;
-- Without the columns that hold cipher text.
GRANT SELECT (
    id, customer_id, license_key_hash, tier, status, issued_at, expires_at, trial_expires_at, features,
    max_builds_per_month, max_registries, max_concurrent_builds, revoked_at, created_at, updated_at
) ON build_orchestrator.licenses TO build_app;
GRANT SELECT (
    id, customer_id, registry_name, registry_url, registry_provider, is_default, is_active, last_validated_at,
    validation_status, validation_error, created_at, updated_at, revoked_at
) ON build_orchestrator.registry_credentials TO build_app;
GRANT UPDATE (is_default) ON build_orchestrator.registry_credentials TO build_app;
GRANT INSERT ON
    build_orchestrator.build_queue,
    build_orchestrator.build_dependencies,
    build_orchestrator.build_access_log,
    build_orchestrator.build_manifests,
    build_orchestrator.conversations,
    build_orchestrator.conversation_messages,
    build_orchestrator.conversation_intents,
    build_orchestrator.requirement_extractions
TO build_app;
-- request_build reports on the quota of the customer.
GRANT INSERT (build_queue_id, event_type, event_timestamp, event_data, source, severity, message)
    ON build_orchestrator.build_events TO build_app;
-- What cancel_build changes, and no more.
GRANT UPDATE (status, cancel_requested_at, cancelled_by, cancel_reason) ON build_orchestrator.build_queue TO build_app;
GRANT UPDATE ON
    build_orchestrator.build_manifests,
    build_orchestrator.conversations,
    build_orchestrator.requirement_extractions
TO build_app;
GRANT USAGE ON SEQUENCE
    build_orchestrator.build_access_log_id_seq,
    build_orchestrator.build_events_id_seq,
    build_orchestrator.conversation_messages_id_seq,
    build_orchestrator.conversation_intents_id_seq
TO build_app;
GRANT EXECUTE ON FUNCTION
    build_orchestrator.record_cache_access(uuid, varchar, varchar, varchar, varchar, numeric, bigint, text, inet),
    build_orchestrator.check_build_quota(varchar),
    build_orchestrator.get_license_quota_usage(varchar),
    build_orchestrator.get_cache_hit_rate(varchar, integer),
    build_orchestrator.find_cached_build(varchar, varchar, varchar, jsonb),
    build_orchestrator.request_build(uuid, varchar, text, jsonb, varchar, integer, varchar, uuid, jsonb, integer, integer, integer, numeric, integer, integer, timestamptz, boolean, boolean, boolean, uuid[], varchar),
    build_orchestrator.cancel_build(uuid, varchar, text),
    build_orchestrator.wake_workers(),
    build_orchestrator.set_default_registry(varchar, uuid),
    build_orchestrator.append_conversation_message(uuid, varchar, text, varchar, varchar, jsonb, jsonb, integer, integer, varchar, numeric, varchar, integer),
    build_orchestrator.queue_manifest_build(uuid, text, integer, varchar, boolean)
TO build_app;

-- build_worker: takes builds, keeps them, ends them, and writes what comes of them.
GRANT SELECT ON
    build_orchestrator.customers,
    build_orchestrator.build_queue,
    build_orchestrator.build_queue_pauses,
    build_orchestrator.build_queue_settings,
    build_orchestrator.build_claim_bounds,
    build_orchestrator.build_dependencies,
    build_orchestrator.build_places,
    build_orchestrator.build_admissions,
    build_orchestrator.build_results,
    build_orchestrator.build_result_history,
    build_orchestrator.build_artifacts,
    build_orchestrator.build_events,
    build_orchestrator.build_metrics,
    build_orchestrator.build_cache_registry,
    build_orchestrator.registry_credentials,
    build_orchestrator.build_manifests,
    build_orchestrator.active_builds
TO build_worker;
GRANT INSERT ON
    build_orchestrator.build_admissions,
    build_orchestrator.build_claim_bounds,
    build_orchestrator.build_results,
    build_orchestrator.build_artifacts,
    build_orchestrator.build_events,
    build_orchestrator.build_metrics,
    build_orchestrator.build_cache_registry,
    build_orchestrator.build_access_log
TO build_worker;
GRANT UPDATE ON
    build_orchestrator.build_queue,
    build_orchestrator.build_places,
    build_orchestrator.build_results,
    build_orchestrator.build_cache_registry
TO build_worker;
GRANT UPDATE (last_validated_at, validation_status, validation_error) ON build_orchestrator.registry_credentials TO build_worker;
GRANT UPDATE (deployment_status, deployed_at, build_cache_id) ON build_orchestrator.build_manifests TO build_worker;
GRANT DELETE ON build_orchestrator.build_admissions, build_orchestrator.build_claim_bounds TO build_worker;
GRANT USAGE ON SEQUENCE
    build_orchestrator.build_access_log_id_seq,
    build_orchestrator.build_events_id_seq,
    build_orchestrator.build_metrics_id_seq
TO build_worker;
GRANT EXECUTE ON FUNCTION
    build_orchestrator.get_next_build_for_worker(varchar, varchar, varchar),
    build_orchestrator.claim_builds(varchar, varchar, varchar, integer, interval, integer, numeric, boolean),
    build_orchestrator.pick_builds(integer, boolean, varchar, integer, numeric),
    build_orchestrator.pick_builds_from(integer, boolean, varchar, bigint[], timestamptz[]),
    build_orchestrator.count_walked(boolean, varchar),
    build_orchestrator.note_claim_bound(uuid[], boolean, timestamptz, build_orchestrator.build_claim_bounds),
    build_orchestrator.find_ready_builds(integer, boolean, varchar),
    build_orchestrator.find_oldest_builds(integer, timestamptz, varchar, integer, numeric),
    build_orchestrator.pick_aged_builds(integer, interval, varchar, integer, numeric),
    build_orchestrator.prefer_aged_builds(uuid[], integer, interval, varchar, integer, numeric),
    build_orchestrator.serving_turn(integer),
    build_orchestrator.wake_workers(),
    build_orchestrator.update_build_progress(uuid, integer, varchar, integer),
    build_orchestrator.report_build_progress(uuid, bigint, integer, varchar, integer, integer),
    build_orchestrator.heartbeat_builds(uuid[], bigint[], interval),
    build_orchestrator.release_builds(uuid[], bigint[]),
    build_orchestrator.finish_builds(jsonb),
    build_orchestrator.finish_and_claim_builds(jsonb, varchar, varchar, varchar, integer, interval, integer, numeric),
    build_orchestrator.sweep_builds(integer),
    build_orchestrator.handle_build_timeouts(),
    build_orchestrator.retry_failed_build(uuid),
    build_orchestrator.retry_build_later(uuid, interval),
    build_orchestrator.build_retry_delay(integer),
    build_orchestrator.cap_build_log(text),
    build_orchestrator.admit_builds(integer),
    build_orchestrator.fill_places(varchar, integer),
    build_orchestrator.admit_next_build(varchar, integer),
    build_orchestrator.promote_due_builds(integer),
    build_orchestrator.record_cache_access(uuid, varchar, varchar, varchar, varchar, numeric, bigint, text, inet),
    build_orchestrator.find_cached_build(varchar, varchar, varchar, jsonb)
TO build_worker;

-- build_maintenance: the jobs, the retention, the pause and the dead letters.
GRANT SELECT, UPDATE, DELETE ON
    build_orchestrator.customers,
    build_orchestrator.licenses,
    build_orchestrator.registry_credentials,
    build_orchestrator.build_cache_registry,
    build_orchestrator.build_access_log,
    build_orchestrator.build_cache_customers,
    build_orchestrator.build_queue,
    build_orchestrator.build_results,
    build_orchestrator.build_result_history,
    build_orchestrator.build_artifacts,
    build_orchestrator.build_events,
    build_orchestrator.build_metrics,
    build_orchestrator.build_manifests,
    build_orchestrator.conversations,
    build_orchestrator.conversation_messages,
    build_orchestrator.conversation_intents,
    build_orchestrator.requirement_extractions,
    build_orchestrator.build_places,
    build_orchestrator.build_admissions,
    build_orchestrator.build_queue_pauses,
    build_orchestrator.build_queue_settings,
    build_orchestrator.build_claim_bounds,
    build_orchestrator.build_dependencies,
    build_orchestrator.model_prices
TO build_maintenance;
GRANT SELECT ON
    build_orchestrator.schema_migrations,
    build_orchestrator.active_builds,
    build_orchestrator.build_performance_summary,
    build_orchestrator.customer_build_usage,
    build_orchestrator.active_conversations,
    build_orchestrator.conversation_performance_summary,
    build_orchestrator.intent_analytics,
    build_orchestrator.extraction_accuracy,
    build_orchestrator.registry_credential_summaries
TO build_maintenance;
GRANT INSERT ON
    build_orchestrator.build_results,
    build_orchestrator.build_admissions,
    build_orchestrator.build_queue_pauses,
    build_orchestrator.model_prices
TO build_maintenance;
GRANT EXECUTE ON FUNCTION
    build_orchestrator.expire_old_conversations(integer),
    build_orchestrator.revoke_expired_credentials(),
    build_orchestrator.expire_licenses(),
    build_orchestrator.handle_build_timeouts(),
    build_orchestrator.cleanup_old_build_logs(integer),
    build_orchestrator.purge_soft_deleted_records(integer),
    build_orchestrator.maintenance_vacuum_analyze(),
    build_orchestrator.sweep_builds(integer),
    build_orchestrator.build_retry_delay(integer),
    build_orchestrator.admit_builds(integer),
    build_orchestrator.fill_places(varchar, integer),
    build_orchestrator.admit_next_build(varchar, integer),
    build_orchestrator.serving_turn(integer),
    build_orchestrator.promote_due_builds(integer),
    build_orchestrator.pause_queue(varchar, text),
    build_orchestrator.resume_queue(),
    build_orchestrator.replay_build(uuid),
    build_orchestrator.retry_failed_build(uuid),
    build_orchestrator.retry_build_later(uuid, interval),
    build_orchestrator.cancel_build(uuid, varchar, text),
    build_orchestrator.require_not_negative(text, integer),
    build_orchestrator.purge_old_rows(text, integer, integer),
    build_orchestrator.expire_cache_entries(integer),
    build_orchestrator.expire_artifacts(integer),
    build_orchestrator.clean_up_trials(integer, integer),
    build_orchestrator.get_license_quota_usage(varchar),
    build_orchestrator.get_cache_hit_rate(varchar, integer)
TO build_maintenance;
