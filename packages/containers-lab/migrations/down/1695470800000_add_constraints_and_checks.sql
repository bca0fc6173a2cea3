ALTER TABLE containers_lab.quotas
    DROP CONSTRAINT ck_quotas_not_negative,
    DROP CONSTRAINT ck_quotas_holder;
ALTER TABLE containers_lab.import_errors DROP CONSTRAINT ck_import_errors_row_number;
ALTER TABLE containers_lab.containers DROP CONSTRAINT ck_containers_positive;
ALTER TABLE containers_lab.templates DROP CONSTRAINT ck_templates_positive;
ALTER TABLE containers_lab.assignment_history DROP CONSTRAINT ck_assignment_history_statuses;
ALTER TABLE containers_lab.assignments DROP CONSTRAINT assignments_status_check;
ALTER TABLE containers_lab.courses DROP CONSTRAINT ck_courses_visibility;
ALTER TABLE containers_lab.users
    DROP CONSTRAINT ck_users_email,
    DROP CONSTRAINT users_status_check;
