--! requires: 034_partition_table
--
-- A hit is counted on its entry, which the popular ones see many times a second. While
-- indexes hold what a hit changes, each one writes the entry anew into all fourteen of
-- them, two of them GIN. Without, it is changed in its place.

DROP INDEX build_orchestrator.idx_build_cache_last_accessed;
DROP INDEX build_orchestrator.idx_build_cache_popular;
DROP INDEX build_orchestrator.idx_build_cache_search_covering;
CREATE INDEX idx_build_cache_search_covering
    ON build_orchestrator.build_cache_registry (manifest_hash, tier, cloud_provider, architecture)
    INCLUDE (full_image_url, image_size_bytes)
    WHERE deleted_at IS NULL;
-- The unique index is the same, and the other begins with the architecture.
DROP INDEX build_orchestrator.idx_build_cache_lookup_with_tier;
DROP INDEX build_orchestrator.idx_build_cache_architecture;
ALTER TABLE build_orchestrator.build_cache_registry SET (fillfactor = 80);

-- In the log of accesses, what another index begins with, and a value that says little.
DROP INDEX build_orchestrator.idx_build_access_log_customer_id;
DROP INDEX build_orchestrator.idx_build_access_log_accessed_at;
DROP INDEX build_orchestrator.idx_build_access_log_access_type;
DROP INDEX build_orchestrator.idx_build_access_log_deployment_id;
