REVOKE SELECT, INSERT, UPDATE, DELETE ON containers_lab.template_versions FROM app_role;
REVOKE SELECT ON containers_lab.template_versions FROM readonly_role;
DROP POLICY template_versions_delete ON containers_lab.template_versions;
DROP POLICY template_versions_update ON containers_lab.template_versions;
DROP POLICY template_versions_insert ON containers_lab.template_versions;
DROP POLICY template_versions_select ON containers_lab.template_versions;
ALTER TABLE containers_lab.template_versions DISABLE ROW LEVEL SECURITY;

REVOKE SELECT, INSERT, UPDATE, DELETE ON containers_lab.template_dependency FROM app_role;
REVOKE SELECT ON containers_lab.template_dependency FROM readonly_role;
DROP POLICY template_dependency_delete ON containers_lab.template_dependency;
DROP POLICY template_dependency_update ON containers_lab.template_dependency;
DROP POLICY template_dependency_insert ON containers_lab.template_dependency;
DROP POLICY template_dependency_select ON containers_lab.template_dependency;
ALTER TABLE containers_lab.template_dependency DISABLE ROW LEVEL SECURITY;

REVOKE SELECT, INSERT, UPDATE, DELETE ON containers_lab.templates FROM app_role;
REVOKE SELECT ON containers_lab.templates FROM readonly_role;
DROP POLICY templates_delete ON containers_lab.templates;
DROP POLICY templates_update ON containers_lab.templates;
DROP POLICY templates_insert ON containers_lab.templates;
DROP POLICY templates_select ON containers_lab.templates;
ALTER TABLE containers_lab.templates DISABLE ROW LEVEL SECURITY;

REVOKE SELECT, INSERT, UPDATE, DELETE ON containers_lab.dependency_sets FROM app_role;
REVOKE SELECT ON containers_lab.dependency_sets FROM readonly_role;
DROP POLICY dependency_sets_delete ON containers_lab.dependency_sets;
DROP POLICY dependency_sets_update ON containers_lab.dependency_sets;
DROP POLICY dependency_sets_insert ON containers_lab.dependency_sets;
DROP POLICY dependency_sets_select ON containers_lab.dependency_sets;
ALTER TABLE containers_lab.dependency_sets DISABLE ROW LEVEL SECURITY;

REVOKE SELECT ON containers_lab.metrics FROM app_role;
REVOKE SELECT ON containers_lab.metrics FROM readonly_role;
DROP POLICY metrics_select ON containers_lab.metrics;
ALTER TABLE containers_lab.metrics DISABLE ROW LEVEL SECURITY;

REVOKE SELECT, INSERT ON containers_lab.operation_audit FROM app_role;
REVOKE SELECT ON containers_lab.operation_audit FROM readonly_role;
DROP POLICY operation_audit_insert ON containers_lab.operation_audit;
DROP POLICY operation_audit_select ON containers_lab.operation_audit;
ALTER TABLE containers_lab.operation_audit DISABLE ROW LEVEL SECURITY;

REVOKE SELECT ON containers_lab.operation_queue FROM app_role;
REVOKE INSERT (container_id, operation, payload, scheduled_at, max_attempts) ON containers_lab.operation_queue FROM app_role;
REVOKE SELECT ON containers_lab.operation_queue FROM readonly_role;
DROP POLICY operation_queue_insert ON containers_lab.operation_queue;
DROP POLICY operation_queue_select ON containers_lab.operation_queue;
ALTER TABLE containers_lab.operation_queue DISABLE ROW LEVEL SECURITY;

REVOKE SELECT ON containers_lab.snapshots_metadata FROM app_role;
REVOKE SELECT ON containers_lab.snapshots_metadata FROM readonly_role;
DROP POLICY snapshots_metadata_select ON containers_lab.snapshots_metadata;
ALTER TABLE containers_lab.snapshots_metadata DISABLE ROW LEVEL SECURITY;

REVOKE SELECT, INSERT, UPDATE, DELETE ON containers_lab.snapshots FROM app_role;
REVOKE SELECT ON containers_lab.snapshots FROM readonly_role;
DROP POLICY snapshots_delete ON containers_lab.snapshots;
DROP POLICY snapshots_update ON containers_lab.snapshots;
DROP POLICY snapshots_insert ON containers_lab.snapshots;
DROP POLICY snapshots_select ON containers_lab.snapshots;
ALTER TABLE containers_lab.snapshots DISABLE ROW LEVEL SECURITY;

REVOKE SELECT ON containers_lab.container_lifecycle FROM app_role;
REVOKE SELECT ON containers_lab.container_lifecycle FROM readonly_role;
DROP POLICY container_lifecycle_select ON containers_lab.container_lifecycle;
ALTER TABLE containers_lab.container_lifecycle DISABLE ROW LEVEL SECURITY;

REVOKE SELECT, INSERT, UPDATE, DELETE ON containers_lab.containers FROM app_role;
REVOKE SELECT ON containers_lab.containers FROM readonly_role;
DROP POLICY containers_delete ON containers_lab.containers;
DROP POLICY containers_update ON containers_lab.containers;
DROP POLICY containers_insert ON containers_lab.containers;
DROP POLICY containers_select ON containers_lab.containers;
ALTER TABLE containers_lab.containers DISABLE ROW LEVEL SECURITY;

DROP INDEX containers_lab.idx_containers_visible_owner;
