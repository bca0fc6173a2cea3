-- What a row may say at all.

ALTER TABLE containers_lab.users
    ADD CONSTRAINT users_status_check CHECK (status IN ('active', 'disabled', 'suspended')),
    ADD CONSTRAINT ck_users_email CHECK (email ~ '^[^@[:space:]]+@[^@[:space:]]+$');

ALTER TABLE containers_lab.courses
    ADD CONSTRAINT ck_courses_visibility CHECK (visibility IN ('private', 'public'));

ALTER TABLE containers_lab.assignments
    ADD CONSTRAINT assignments_status_check
        CHECK (status IN ('assigned', 'in_progress', 'completed', 'blocked'));

ALTER TABLE containers_lab.assignment_history
    ADD CONSTRAINT ck_assignment_history_statuses CHECK (
        previous_status IN ('assigned', 'in_progress', 'completed', 'blocked')
        AND new_status IN ('assigned', 'in_progress', 'completed', 'blocked')
    );

ALTER TABLE containers_lab.templates
    ADD CONSTRAINT ck_templates_positive
        CHECK (default_cpu > 0 AND default_memory_mb > 0 AND default_disk_mb > 0);

ALTER TABLE containers_lab.containers
    ADD CONSTRAINT ck_containers_positive CHECK (cpu > 0 AND memory_mb > 0 AND disk_mb > 0);

ALTER TABLE containers_lab.import_errors
    ADD CONSTRAINT ck_import_errors_row_number CHECK (row_number > 0);

-- A quota is of a person or of a team, never of both and never of nobody.
ALTER TABLE containers_lab.quotas
    ADD CONSTRAINT ck_quotas_holder CHECK (num_nonnulls(user_id, team_id) = 1),
    ADD CONSTRAINT ck_quotas_not_negative CHECK (
        cores_limit >= 0 AND memory_mb_limit >= 0 AND disk_mb_limit >= 0 AND max_concurrent_containers >= 0
    );
