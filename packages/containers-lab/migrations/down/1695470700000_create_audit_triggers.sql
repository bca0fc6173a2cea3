DROP TRIGGER trg_audit_tasks ON containers_lab.tasks;
DROP TRIGGER trg_audit_templates ON containers_lab.templates;
DROP TRIGGER trg_audit_courses ON containers_lab.courses;
DROP TRIGGER trg_audit_assignments ON containers_lab.assignments;
DROP TRIGGER trg_audit_containers ON containers_lab.containers;
DROP TRIGGER trg_audit_users ON containers_lab.users;
DROP FUNCTION containers_lab.app_audit_trigger();
DROP FUNCTION containers_lab.acting_user_id();
