--! requires: 001_organizations
--! requires: 002_generation_status
--! requires: auth:001_users
--
-- The courses of the organizations.

CREATE TABLE course_catalog.courses (
    id                 uuid                             NOT NULL DEFAULT gen_random_uuid(),
    organization_id    uuid                             NOT NULL,
    user_id            uuid,
    title              text                             NOT NULL,
    slug               text                             NOT NULL,
    description        text,
    generation_status  course_catalog.generation_status,
    created_at         timestamptz                      NOT NULL DEFAULT now(),
    updated_at         timestamptz                      NOT NULL DEFAULT now(),

    CONSTRAINT pk_courses PRIMARY KEY (id),
    -- Two organizations may well teach the same thing; also the index of the foreign key.
    CONSTRAINT uq_courses_organization_id_slug UNIQUE (organization_id, slug),
    -- Courses are moved or deleted first, on purpose: what hangs on a course goes with it.
    CONSTRAINT fk_courses_organization_id FOREIGN KEY (organization_id)
        REFERENCES course_catalog.organizations (id) ON DELETE RESTRICT,
    -- A course is its organization's: it stays when its author is erased.
    CONSTRAINT fk_courses_user_id FOREIGN KEY (user_id)
        REFERENCES auth.users (id) ON DELETE SET NULL,
    CONSTRAINT ck_courses_title CHECK (btrim(title) <> ''),
    CONSTRAINT ck_courses_slug CHECK (char_length(slug) BETWEEN 1 AND 200 AND slug !~ '[\s/?#%]')
);

COMMENT ON TABLE  course_catalog.courses                   IS 'Courses, from the first draft on.';
COMMENT ON COLUMN course_catalog.courses.id                IS 'Identity.';
COMMENT ON COLUMN course_catalog.courses.organization_id   IS 'The organization that owns the course.';
COMMENT ON COLUMN course_catalog.courses.user_id           IS 'The author. Null once erased; then the course has none.';
COMMENT ON COLUMN course_catalog.courses.title             IS 'As shown to people.';
COMMENT ON COLUMN course_catalog.courses.slug              IS 'As it stands in addresses; unique within the organization.';
COMMENT ON COLUMN course_catalog.courses.description       IS 'What the course is about.';
COMMENT ON COLUMN course_catalog.courses.generation_status IS 'How far the generation has come. Null: never started.';
COMMENT ON COLUMN course_catalog.courses.created_at        IS 'When the course was created.';
COMMENT ON COLUMN course_catalog.courses.updated_at        IS 'When the row last changed.';

-- Serves the pages of an organization's courses, newest first.
CREATE INDEX idx_courses_organization_listing
    ON course_catalog.courses (organization_id, created_at DESC, id DESC);

COMMENT ON INDEX course_catalog.idx_courses_organization_listing IS 'Pages of an organization, newest first.';

-- Serves the erasure of a user, and the courses of one author.
CREATE INDEX idx_courses_user_id
    ON course_catalog.courses (user_id);

COMMENT ON INDEX course_catalog.idx_courses_user_id IS 'Courses of one author.';

-- As for organizations: nothing until a policy says which rows are theirs.
REVOKE ALL ON TABLE course_catalog.courses FROM anon, authenticated;
