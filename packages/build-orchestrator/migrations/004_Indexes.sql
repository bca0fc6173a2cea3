-- Indexes for the common questions. No condition looks at the clock, which PostgreSQL
-- would refuse: where age matters, the time stands in the key.

-- Trials about to end, by tier.
CREATE INDEX idx_licenses_trial_conversion
    ON build_orchestrator.licenses (trial_expires_at, status, tier) WHERE status = 'trial';
-- Who has a feature.
CREATE INDEX idx_licenses_features_gin
    ON build_orchestrator.licenses USING gin (features) WHERE status = 'active';
-- get_license_quota_usage and the quota gate.
CREATE INDEX idx_licenses_quota_check
    ON build_orchestrator.licenses (customer_id, status)
    INCLUDE (max_builds_per_month, max_registries, max_concurrent_builds)
    WHERE status IN ('active', 'trial');
-- expire_licenses.
CREATE INDEX idx_licenses_expired
    ON build_orchestrator.licenses (expires_at, trial_expires_at, status) WHERE status IN ('active', 'trial');

-- The registry a build goes to.
CREATE INDEX idx_registry_credentials_active_lookup
    ON build_orchestrator.registry_credentials (customer_id, is_active, is_default) WHERE revoked_at IS NULL;
CREATE INDEX idx_registry_credentials_provider_stats
    ON build_orchestrator.registry_credentials (registry_provider, is_active, created_at DESC)
    WHERE revoked_at IS NULL;
-- Credentials whose last validation is longest ago; those never validated first.
CREATE INDEX idx_registry_credentials_validation_due
    ON build_orchestrator.registry_credentials (last_validated_at NULLS FIRST, validation_status)
    WHERE is_active AND revoked_at IS NULL;

CREATE INDEX idx_build_cache_lookup_with_tier
    ON build_orchestrator.build_cache_registry (manifest_hash, tier) WHERE deleted_at IS NULL;
CREATE INDEX idx_build_cache_popular
    ON build_orchestrator.build_cache_registry (cache_hit_count DESC, last_accessed_at DESC)
    WHERE deleted_at IS NULL AND cache_hit_count > 10;
CREATE INDEX idx_build_cache_expiring
    ON build_orchestrator.build_cache_registry (expires_at) WHERE expires_at IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX idx_build_cache_customer_stats
    ON build_orchestrator.build_cache_registry (first_built_by_customer, tier, first_built_at DESC)
    WHERE deleted_at IS NULL;
CREATE INDEX idx_build_cache_arch_cloud
    ON build_orchestrator.build_cache_registry (architecture, cloud_provider, tier) WHERE deleted_at IS NULL;
-- A look-up answered from the index alone.
CREATE INDEX idx_build_cache_search_covering
    ON build_orchestrator.build_cache_registry (manifest_hash, tier, cloud_provider, architecture)
    INCLUDE (full_image_url, cache_hit_count, image_size_bytes)
    WHERE deleted_at IS NULL;

CREATE INDEX idx_build_access_cache_metrics
    ON build_orchestrator.build_access_log (build_cache_id, access_type, accessed_at DESC)
    WHERE access_type IN ('cache_hit', 'cache_miss');
CREATE INDEX idx_build_access_deployment_tracking
    ON build_orchestrator.build_access_log (deployment_id, accessed_at DESC) WHERE deployment_id IS NOT NULL;
-- get_cache_hit_rate over all customers, from the index alone.
CREATE INDEX idx_build_access_recent
    ON build_orchestrator.build_access_log (accessed_at DESC, customer_id, access_type);
-- get_cache_hit_rate of one customer.
CREATE INDEX idx_build_access_customer_analysis
    ON build_orchestrator.build_access_log (customer_id, accessed_at DESC, access_type);

CREATE INDEX idx_build_queue_worker_assignment
    ON build_orchestrator.build_queue (status, priority DESC, queued_at) WHERE status = 'queued';
CREATE INDEX idx_build_queue_customer_history
    ON build_orchestrator.build_queue (customer_id, status, completed_at DESC)
    INCLUDE (manifest_hash, retry_count);
CREATE INDEX idx_build_queue_timeout_monitor
    ON build_orchestrator.build_queue (timeout_at, status, worker_id)
    WHERE status = 'building' AND timeout_at IS NOT NULL;
CREATE INDEX idx_build_queue_retry_analysis
    ON build_orchestrator.build_queue (retry_count, status, completed_at DESC) WHERE retry_count > 0;
CREATE INDEX idx_build_queue_architecture_metrics
    ON build_orchestrator.build_queue (architecture, status, priority DESC, queued_at);
-- Holds nothing that a progress report changes: such reports then touch no index at all.
CREATE INDEX idx_build_queue_dashboard_covering
    ON build_orchestrator.build_queue (status, priority DESC, queued_at)
    INCLUDE (customer_id, worker_id, started_at, estimated_duration_seconds)
    WHERE status IN ('queued', 'building');

CREATE INDEX idx_build_results_success_analysis
    ON build_orchestrator.build_results (success, created_at DESC)
    INCLUDE (actual_duration_seconds, final_image_size_bytes);
CREATE INDEX idx_build_results_performance
    ON build_orchestrator.build_results (created_at DESC)
    INCLUDE (actual_duration_seconds, peak_memory_mb, final_image_size_bytes)
    WHERE success;
CREATE INDEX idx_build_results_cache_effectiveness
    ON build_orchestrator.build_results (total_layers, cache_layers_used, created_at DESC)
    WHERE success AND total_layers > 0;
CREATE INDEX idx_build_results_registry_tracking
    ON build_orchestrator.build_results (pushed_to_registry, image_digest, created_at DESC) WHERE success;

CREATE INDEX idx_build_events_errors
    ON build_orchestrator.build_events (severity, event_type, event_timestamp DESC)
    WHERE severity IN ('error', 'critical');
-- The events of one build as they come in.
CREATE INDEX idx_build_events_streaming
    ON build_orchestrator.build_events (build_queue_id, event_timestamp DESC);
CREATE INDEX idx_build_events_type_analytics
    ON build_orchestrator.build_events (event_type, event_timestamp DESC, severity);

CREATE INDEX idx_build_manifests_customer_library
    ON build_orchestrator.build_manifests (customer_id, deployment_status, created_at DESC)
    WHERE deleted_at IS NULL;
CREATE INDEX idx_build_manifests_deployment_tracking
    ON build_orchestrator.build_manifests (deployment_status, deployed_at DESC)
    WHERE deployment_status IN ('building', 'deployed');
CREATE INDEX idx_build_manifests_validation_queue
    ON build_orchestrator.build_manifests (is_validated, created_at)
    WHERE NOT is_validated AND deleted_at IS NULL;
CREATE INDEX idx_build_manifests_duplicate_detection
    ON build_orchestrator.build_manifests (manifest_hash, customer_id, deployment_status)
    WHERE deleted_at IS NULL;

-- From a conversation over its manifest to the build.
CREATE INDEX idx_customer_journey_manifests
    ON build_orchestrator.build_manifests (customer_id, deployment_id, deployment_status, created_at DESC)
    WHERE deployment_id IS NOT NULL;
CREATE INDEX idx_customer_journey_conversations
    ON build_orchestrator.conversations (customer_id, build_manifest_id, status, started_at DESC)
    WHERE build_manifest_id IS NOT NULL;

CREATE INDEX idx_conversations_customer_history
    ON build_orchestrator.conversations (customer_id, started_at DESC)
    INCLUDE (status, total_messages, build_manifest_id)
    WHERE customer_id IS NOT NULL;
CREATE INDEX idx_conversations_model_performance
    ON build_orchestrator.conversations (ai_model, status, completed_at DESC)
    INCLUDE (total_messages, total_tokens_used, total_cost_usd, user_satisfaction_score)
    WHERE status = 'completed';
CREATE INDEX idx_conversations_session_reconnect
    ON build_orchestrator.conversations (session_id, status) WHERE status = 'active';
CREATE INDEX idx_conversations_feedback
    ON build_orchestrator.conversations (user_satisfaction_score, feedback_at DESC)
    WHERE user_satisfaction_score IS NOT NULL;
-- Finished conversations, longest silent first.
CREATE INDEX idx_conversations_cleanup
    ON build_orchestrator.conversations (status, last_message_at) WHERE status <> 'active';

CREATE INDEX idx_conversation_messages_ordered
    ON build_orchestrator.conversation_messages (conversation_id, sequence_number);
-- Without the content: an index entry has room for 2.6 kB, a message has no limit.
CREATE INDEX idx_conversation_messages_replay
    ON build_orchestrator.conversation_messages (conversation_id, sequence_number) INCLUDE (role, created_at);
CREATE INDEX idx_conversation_messages_functions
    ON build_orchestrator.conversation_messages (function_name, created_at DESC) WHERE function_name IS NOT NULL;
CREATE INDEX idx_conversation_messages_tokens
    ON build_orchestrator.conversation_messages (model_used, created_at DESC)
    INCLUDE (prompt_tokens, completion_tokens, total_tokens)
    WHERE total_tokens IS NOT NULL;

CREATE INDEX idx_requirement_extractions_accuracy
    ON build_orchestrator.requirement_extractions (requirement_type, was_corrected, created_at DESC)
    INCLUDE (extraction_confidence);
-- Examples from which a model can learn.
CREATE INDEX idx_requirement_extractions_training_data
    ON build_orchestrator.requirement_extractions (was_corrected, is_confirmed, created_at DESC)
    WHERE was_corrected OR is_confirmed;
CREATE INDEX idx_requirement_extractions_low_confidence
    ON build_orchestrator.requirement_extractions (extraction_confidence, requirement_type, created_at DESC)
    WHERE extraction_confidence < 0.7;
