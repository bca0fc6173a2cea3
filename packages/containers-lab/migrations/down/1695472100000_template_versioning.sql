DROP FUNCTION containers_lab.promote_template_version(integer, integer);
DROP TRIGGER trg_templates_updated_at ON containers_lab.templates;
ALTER TABLE containers_lab.templates DROP COLUMN updated_at;
DROP TABLE containers_lab.template_versions;
