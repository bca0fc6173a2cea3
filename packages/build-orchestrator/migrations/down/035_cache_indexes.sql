CREATE INDEX idx_build_access_log_deployment_id ON build_orchestrator.build_access_log (deployment_id);
CREATE INDEX idx_build_access_log_access_type ON build_orchestrator.build_access_log (access_type);
CREATE INDEX idx_build_access_log_accessed_at ON build_orchestrator.build_access_log (accessed_at DESC);
CREATE INDEX idx_build_access_log_customer_id ON build_orchestrator.build_access_log (customer_id);
ALTER TABLE build_orchestrator.build_cache_registry RESET (fillfactor);
CREATE INDEX idx_build_cache_architecture
    ON build_orchestrator.build_cache_registry (architecture) WHERE deleted_at IS NULL;
CREATE INDEX idx_build_cache_lookup_with_tier
    ON build_orchestrator.build_cache_registry (manifest_hash, tier) WHERE deleted_at IS NULL;
DROP INDEX build_orchestrator.idx_build_cache_search_covering;
CREATE INDEX idx_build_cache_search_covering
    ON build_orchestrator.build_cache_registry (manifest_hash, tier, cloud_provider, architecture)
    INCLUDE (full_image_url, cache_hit_count, image_size_bytes)
    WHERE deleted_at IS NULL;
CREATE INDEX idx_build_cache_popular
    ON build_orchestrator.build_cache_registry (cache_hit_count DESC, last_accessed_at DESC)
    WHERE deleted_at IS NULL AND cache_hit_count > 10;
CREATE INDEX idx_build_cache_last_accessed
    ON build_orchestrator.build_cache_registry (last_accessed_at DESC) WHERE deleted_at IS NULL;
