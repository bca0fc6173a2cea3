-- Fails where a container without an owner is left: give it one, or delete it, first.
ALTER TABLE containers_lab.courses
    DROP CONSTRAINT courses_created_by_fkey,
    ADD CONSTRAINT courses_created_by_fkey FOREIGN KEY (created_by)
        REFERENCES containers_lab.users (id) ON DELETE RESTRICT;

ALTER TABLE containers_lab.tasks
    DROP CONSTRAINT tasks_created_by_fkey,
    ADD CONSTRAINT tasks_created_by_fkey FOREIGN KEY (created_by)
        REFERENCES containers_lab.users (id) ON DELETE RESTRICT;

ALTER TABLE containers_lab.dependency_sets
    DROP CONSTRAINT dependency_sets_created_by_fkey,
    ADD CONSTRAINT dependency_sets_created_by_fkey FOREIGN KEY (created_by)
        REFERENCES containers_lab.users (id) ON DELETE RESTRICT;

ALTER TABLE containers_lab.templates
    DROP CONSTRAINT templates_created_by_fkey,
    ADD CONSTRAINT templates_created_by_fkey FOREIGN KEY (created_by)
        REFERENCES containers_lab.users (id) ON DELETE RESTRICT;

ALTER TABLE containers_lab.containers
    ALTER COLUMN owner_user_id SET NOT NULL,
    DROP CONSTRAINT containers_owner_user_id_fkey,
    ADD CONSTRAINT containers_owner_user_id_fkey FOREIGN KEY (owner_user_id)
        REFERENCES containers_lab.users (id) ON DELETE RESTRICT;
