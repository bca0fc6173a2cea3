-- A person can be deleted: what they wrote stays, without an author, and their
-- containers stay, without an owner, until somebody decides about them.

ALTER TABLE containers_lab.courses
    DROP CONSTRAINT courses_created_by_fkey,
    ADD CONSTRAINT courses_created_by_fkey FOREIGN KEY (created_by)
        REFERENCES containers_lab.users (id) ON DELETE SET NULL;

ALTER TABLE containers_lab.tasks
    DROP CONSTRAINT tasks_created_by_fkey,
    ADD CONSTRAINT tasks_created_by_fkey FOREIGN KEY (created_by)
        REFERENCES containers_lab.users (id) ON DELETE SET NULL;

ALTER TABLE containers_lab.dependency_sets
    DROP CONSTRAINT dependency_sets_created_by_fkey,
    ADD CONSTRAINT dependency_sets_created_by_fkey FOREIGN KEY (created_by)
        REFERENCES containers_lab.users (id) ON DELETE SET NULL;

ALTER TABLE containers_lab.templates
    DROP CONSTRAINT templates_created_by_fkey,
    ADD CONSTRAINT templates_created_by_fkey FOREIGN KEY (created_by)
        REFERENCES containers_lab.users (id) ON DELETE SET NULL;

ALTER TABLE containers_lab.containers
    ALTER COLUMN owner_user_id DROP NOT NULL,
    DROP CONSTRAINT containers_owner_user_id_fkey,
    ADD CONSTRAINT containers_owner_user_id_fkey FOREIGN KEY (owner_user_id)
        REFERENCES containers_lab.users (id) ON DELETE SET NULL;
