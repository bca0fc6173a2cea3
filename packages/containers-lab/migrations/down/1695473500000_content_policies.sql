REVOKE SELECT ON containers_lab.import_errors FROM app_role;
REVOKE SELECT ON containers_lab.import_errors FROM readonly_role;
DROP POLICY import_errors_select ON containers_lab.import_errors;
ALTER TABLE containers_lab.import_errors DISABLE ROW LEVEL SECURITY;

REVOKE SELECT, DELETE ON containers_lab.import_jobs FROM app_role;
REVOKE INSERT (uploaded_by, file_name, storage_path, file_size_bytes) ON containers_lab.import_jobs FROM app_role;
REVOKE SELECT ON containers_lab.import_jobs FROM readonly_role;
DROP POLICY import_jobs_delete ON containers_lab.import_jobs;
DROP POLICY import_jobs_insert ON containers_lab.import_jobs;
DROP POLICY import_jobs_select ON containers_lab.import_jobs;
ALTER TABLE containers_lab.import_jobs DISABLE ROW LEVEL SECURITY;

REVOKE SELECT, INSERT, UPDATE, DELETE ON containers_lab.module_assignments FROM app_role;
REVOKE SELECT ON containers_lab.module_assignments FROM readonly_role;
DROP POLICY module_assignments_delete ON containers_lab.module_assignments;
DROP POLICY module_assignments_update ON containers_lab.module_assignments;
DROP POLICY module_assignments_insert ON containers_lab.module_assignments;
DROP POLICY module_assignments_select ON containers_lab.module_assignments;
ALTER TABLE containers_lab.module_assignments DISABLE ROW LEVEL SECURITY;

REVOKE SELECT, INSERT, UPDATE, DELETE ON containers_lab.course_assignments FROM app_role;
REVOKE SELECT ON containers_lab.course_assignments FROM readonly_role;
DROP POLICY course_assignments_delete ON containers_lab.course_assignments;
DROP POLICY course_assignments_update ON containers_lab.course_assignments;
DROP POLICY course_assignments_insert ON containers_lab.course_assignments;
DROP POLICY course_assignments_select ON containers_lab.course_assignments;
ALTER TABLE containers_lab.course_assignments DISABLE ROW LEVEL SECURITY;

REVOKE SELECT ON containers_lab.assignment_history FROM app_role;
REVOKE SELECT ON containers_lab.assignment_history FROM readonly_role;
DROP POLICY assignment_history_select ON containers_lab.assignment_history;
ALTER TABLE containers_lab.assignment_history DISABLE ROW LEVEL SECURITY;

REVOKE SELECT, INSERT, DELETE ON containers_lab.assignments FROM app_role;
REVOKE UPDATE (
    assigned_to_user_id, assigned_group_id, status, assignment_status_id, due_date, metadata, completed_at, notes
) ON containers_lab.assignments FROM app_role;
REVOKE SELECT ON containers_lab.assignments FROM readonly_role;
DROP POLICY assignments_delete ON containers_lab.assignments;
DROP POLICY assignments_update ON containers_lab.assignments;
DROP POLICY assignments_insert ON containers_lab.assignments;
DROP POLICY assignments_select ON containers_lab.assignments;
ALTER TABLE containers_lab.assignments DISABLE ROW LEVEL SECURITY;

REVOKE SELECT, INSERT, UPDATE, DELETE ON containers_lab.tasks FROM app_role;
REVOKE SELECT ON containers_lab.tasks FROM readonly_role;
DROP POLICY tasks_delete ON containers_lab.tasks;
DROP POLICY tasks_update ON containers_lab.tasks;
DROP POLICY tasks_insert ON containers_lab.tasks;
DROP POLICY tasks_select ON containers_lab.tasks;
ALTER TABLE containers_lab.tasks DISABLE ROW LEVEL SECURITY;

REVOKE SELECT, INSERT, UPDATE, DELETE ON containers_lab.modules FROM app_role;
REVOKE SELECT ON containers_lab.modules FROM readonly_role;
DROP POLICY modules_delete ON containers_lab.modules;
DROP POLICY modules_update ON containers_lab.modules;
DROP POLICY modules_insert ON containers_lab.modules;
DROP POLICY modules_select ON containers_lab.modules;
ALTER TABLE containers_lab.modules DISABLE ROW LEVEL SECURITY;

REVOKE SELECT, INSERT, UPDATE, DELETE ON containers_lab.courses FROM app_role;
REVOKE SELECT ON containers_lab.courses FROM readonly_role;
DROP POLICY courses_delete ON containers_lab.courses;
DROP POLICY courses_update ON containers_lab.courses;
DROP POLICY courses_insert ON containers_lab.courses;
DROP POLICY courses_select ON containers_lab.courses;
ALTER TABLE containers_lab.courses DISABLE ROW LEVEL SECURITY;

DROP INDEX containers_lab.idx_assignments_visible_owner;
