--! requires: 1695473400000_permissions
--
-- Who sees and changes containers, and what hangs on them.
--
-- A container belongs to its owner; whoever may manage containers sees all of them.
-- What hangs on a container is seen with it.

-- Serves the range that the policy of containers asks for.
CREATE INDEX idx_containers_visible_owner ON containers_lab.containers (coalesce(owner_user_id, 0));

ALTER TABLE containers_lab.containers ENABLE ROW LEVEL SECURITY;

CREATE POLICY containers_select ON containers_lab.containers
    FOR SELECT
    TO app_role, readonly_role
    USING (
        coalesce(owner_user_id, 0) BETWEEN (SELECT containers_lab.first_visible_owner('containers:manage')) AND (SELECT containers_lab.last_visible_owner('containers:manage'))
    );

CREATE POLICY containers_insert ON containers_lab.containers
    FOR INSERT
    TO app_role
    WITH CHECK (
        owner_user_id = (SELECT containers_lab.current_actor())
        OR (SELECT containers_lab.actor_may('containers:manage'))
    );

CREATE POLICY containers_update ON containers_lab.containers
    FOR UPDATE
    TO app_role
    USING (
        coalesce(owner_user_id, 0) BETWEEN (SELECT containers_lab.first_visible_owner('containers:manage')) AND (SELECT containers_lab.last_visible_owner('containers:manage'))
    )
    WITH CHECK (
        coalesce(owner_user_id, 0) BETWEEN (SELECT containers_lab.first_visible_owner('containers:manage')) AND (SELECT containers_lab.last_visible_owner('containers:manage'))
    );

CREATE POLICY containers_delete ON containers_lab.containers
    FOR DELETE
    TO app_role
    USING (
        coalesce(owner_user_id, 0) BETWEEN (SELECT containers_lab.first_visible_owner('containers:manage')) AND (SELECT containers_lab.last_visible_owner('containers:manage'))
    );

GRANT SELECT, INSERT, UPDATE, DELETE ON containers_lab.containers TO app_role;
GRANT SELECT ON containers_lab.containers TO readonly_role;

ALTER TABLE containers_lab.container_lifecycle ENABLE ROW LEVEL SECURITY;

CREATE POLICY container_lifecycle_select ON containers_lab.container_lifecycle
    FOR SELECT
    TO app_role, readonly_role
    USING (
        EXISTS (SELECT FROM containers_lab.containers AS container WHERE container.id = container_id)
    );

GRANT SELECT ON containers_lab.container_lifecycle TO app_role;
GRANT SELECT ON containers_lab.container_lifecycle TO readonly_role;

ALTER TABLE containers_lab.snapshots ENABLE ROW LEVEL SECURITY;

CREATE POLICY snapshots_select ON containers_lab.snapshots
    FOR SELECT
    TO app_role, readonly_role
    USING (
        EXISTS (SELECT FROM containers_lab.containers AS container WHERE container.id = container_id)
    );

CREATE POLICY snapshots_insert ON containers_lab.snapshots
    FOR INSERT
    TO app_role
    WITH CHECK (
        EXISTS (SELECT FROM containers_lab.containers AS container WHERE container.id = container_id)
    );

CREATE POLICY snapshots_update ON containers_lab.snapshots
    FOR UPDATE
    TO app_role
    USING (
        EXISTS (SELECT FROM containers_lab.containers AS container WHERE container.id = container_id)
    )
    WITH CHECK (
        EXISTS (SELECT FROM containers_lab.containers AS container WHERE container.id = container_id)
    );

CREATE POLICY snapshots_delete ON containers_lab.snapshots
    FOR DELETE
    TO app_role
    USING (
        EXISTS (SELECT FROM containers_lab.containers AS container WHERE container.id = container_id)
    );

GRANT SELECT, INSERT, UPDATE, DELETE ON containers_lab.snapshots TO app_role;
GRANT SELECT ON containers_lab.snapshots TO readonly_role;

ALTER TABLE containers_lab.snapshots_metadata ENABLE ROW LEVEL SECURITY;

CREATE POLICY snapshots_metadata_select ON containers_lab.snapshots_metadata
    FOR SELECT
    TO app_role, readonly_role
    USING (
        EXISTS (SELECT FROM containers_lab.containers AS container WHERE container.id = container_id)
    );

GRANT SELECT ON containers_lab.snapshots_metadata TO app_role;
GRANT SELECT ON containers_lab.snapshots_metadata TO readonly_role;

ALTER TABLE containers_lab.operation_queue ENABLE ROW LEVEL SECURITY;

CREATE POLICY operation_queue_select ON containers_lab.operation_queue
    FOR SELECT
    TO app_role, readonly_role
    USING (
        EXISTS (SELECT FROM containers_lab.containers AS container WHERE container.id = container_id)
    );

CREATE POLICY operation_queue_insert ON containers_lab.operation_queue
    FOR INSERT
    TO app_role
    WITH CHECK (
        EXISTS (SELECT FROM containers_lab.containers AS container WHERE container.id = container_id)
    );

GRANT SELECT ON containers_lab.operation_queue TO app_role;
GRANT INSERT (container_id, operation, payload, scheduled_at, max_attempts) ON containers_lab.operation_queue TO app_role;
GRANT SELECT ON containers_lab.operation_queue TO readonly_role;

ALTER TABLE containers_lab.operation_audit ENABLE ROW LEVEL SECURITY;

CREATE POLICY operation_audit_select ON containers_lab.operation_audit
    FOR SELECT
    TO app_role, readonly_role
    USING (
        EXISTS (SELECT FROM containers_lab.containers AS container WHERE container.id = container_id)
    );

CREATE POLICY operation_audit_insert ON containers_lab.operation_audit
    FOR INSERT
    TO app_role
    WITH CHECK (
        EXISTS (SELECT FROM containers_lab.containers AS container WHERE container.id = container_id)
    );

GRANT SELECT, INSERT ON containers_lab.operation_audit TO app_role;
GRANT SELECT ON containers_lab.operation_audit TO readonly_role;

ALTER TABLE containers_lab.metrics ENABLE ROW LEVEL SECURITY;

CREATE POLICY metrics_select ON containers_lab.metrics
    FOR SELECT
    TO app_role, readonly_role
    USING (
        EXISTS (SELECT FROM containers_lab.containers AS container WHERE container.id = container_id)
        OR team_id = ANY ((SELECT containers_lab.actor_team_ids())::integer[])
        OR (SELECT containers_lab.actor_may('containers:manage'))
    );

GRANT SELECT ON containers_lab.metrics TO app_role;
GRANT SELECT ON containers_lab.metrics TO readonly_role;

ALTER TABLE containers_lab.dependency_sets ENABLE ROW LEVEL SECURITY;

CREATE POLICY dependency_sets_select ON containers_lab.dependency_sets
    FOR SELECT
    TO app_role, readonly_role
    USING (
        (SELECT containers_lab.current_actor()) IS NOT NULL
    );

CREATE POLICY dependency_sets_insert ON containers_lab.dependency_sets
    FOR INSERT
    TO app_role
    WITH CHECK (
        (SELECT containers_lab.actor_may('containers:manage'))
    );

CREATE POLICY dependency_sets_update ON containers_lab.dependency_sets
    FOR UPDATE
    TO app_role
    USING (
        (SELECT containers_lab.actor_may('containers:manage'))
    )
    WITH CHECK (
        (SELECT containers_lab.actor_may('containers:manage'))
    );

CREATE POLICY dependency_sets_delete ON containers_lab.dependency_sets
    FOR DELETE
    TO app_role
    USING (
        (SELECT containers_lab.actor_may('containers:manage'))
    );

GRANT SELECT, INSERT, UPDATE, DELETE ON containers_lab.dependency_sets TO app_role;
GRANT SELECT ON containers_lab.dependency_sets TO readonly_role;

ALTER TABLE containers_lab.templates ENABLE ROW LEVEL SECURITY;

CREATE POLICY templates_select ON containers_lab.templates
    FOR SELECT
    TO app_role, readonly_role
    USING (
        (SELECT containers_lab.current_actor()) IS NOT NULL
    );

CREATE POLICY templates_insert ON containers_lab.templates
    FOR INSERT
    TO app_role
    WITH CHECK (
        (SELECT containers_lab.actor_may('containers:manage'))
    );

CREATE POLICY templates_update ON containers_lab.templates
    FOR UPDATE
    TO app_role
    USING (
        (SELECT containers_lab.actor_may('containers:manage'))
    )
    WITH CHECK (
        (SELECT containers_lab.actor_may('containers:manage'))
    );

CREATE POLICY templates_delete ON containers_lab.templates
    FOR DELETE
    TO app_role
    USING (
        (SELECT containers_lab.actor_may('containers:manage'))
    );

GRANT SELECT, INSERT, UPDATE, DELETE ON containers_lab.templates TO app_role;
GRANT SELECT ON containers_lab.templates TO readonly_role;

ALTER TABLE containers_lab.template_dependency ENABLE ROW LEVEL SECURITY;

CREATE POLICY template_dependency_select ON containers_lab.template_dependency
    FOR SELECT
    TO app_role, readonly_role
    USING (
        (SELECT containers_lab.current_actor()) IS NOT NULL
    );

CREATE POLICY template_dependency_insert ON containers_lab.template_dependency
    FOR INSERT
    TO app_role
    WITH CHECK (
        (SELECT containers_lab.actor_may('containers:manage'))
    );

CREATE POLICY template_dependency_update ON containers_lab.template_dependency
    FOR UPDATE
    TO app_role
    USING (
        (SELECT containers_lab.actor_may('containers:manage'))
    )
    WITH CHECK (
        (SELECT containers_lab.actor_may('containers:manage'))
    );

CREATE POLICY template_dependency_delete ON containers_lab.template_dependency
    FOR DELETE
    TO app_role
    USING (
        (SELECT containers_lab.actor_may('containers:manage'))
    );

GRANT SELECT, INSERT, UPDATE, DELETE ON containers_lab.template_dependency TO app_role;
GRANT SELECT ON containers_lab.template_dependency TO readonly_role;

ALTER TABLE containers_lab.template_versions ENABLE ROW LEVEL SECURITY;

CREATE POLICY template_versions_select ON containers_lab.template_versions
    FOR SELECT
    TO app_role, readonly_role
    USING (
        (SELECT containers_lab.current_actor()) IS NOT NULL
    );

CREATE POLICY template_versions_insert ON containers_lab.template_versions
    FOR INSERT
    TO app_role
    WITH CHECK (
        (SELECT containers_lab.actor_may('containers:manage'))
    );

CREATE POLICY template_versions_update ON containers_lab.template_versions
    FOR UPDATE
    TO app_role
    USING (
        (SELECT containers_lab.actor_may('containers:manage'))
    )
    WITH CHECK (
        (SELECT containers_lab.actor_may('containers:manage'))
    );

CREATE POLICY template_versions_delete ON containers_lab.template_versions
    FOR DELETE
    TO app_role
    USING (
        (SELECT containers_lab.actor_may('containers:manage'))
    );

GRANT SELECT, INSERT, UPDATE, DELETE ON containers_lab.template_versions TO app_role;
GRANT SELECT ON containers_lab.template_versions TO readonly_role;
