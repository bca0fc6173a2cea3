--! requires: 002_reservations
--
-- What the load balancer has for a reservation.

CREATE TABLE IF NOT EXISTS gpu_dev.alb_target_groups (
    reservation_id            varchar(255)  NOT NULL,
    domain_name               varchar(255)  NOT NULL,
    jupyter_target_group_arn  text,
    jupyter_rule_arn          text,
    expires_at                timestamptz   NOT NULL,
    created_at                timestamptz   DEFAULT now(),
    updated_at                timestamptz   DEFAULT now(),

    CONSTRAINT alb_target_groups_pkey PRIMARY KEY (reservation_id),
    CONSTRAINT alb_target_groups_reservation_id_fkey FOREIGN KEY (reservation_id)
        REFERENCES gpu_dev.reservations (reservation_id) ON DELETE CASCADE
);

COMMENT ON TABLE gpu_dev.alb_target_groups IS 'Target groups and rules of the load balancer, one row a reservation.';
COMMENT ON COLUMN gpu_dev.alb_target_groups.reservation_id           IS 'Whose they are.';
COMMENT ON COLUMN gpu_dev.alb_target_groups.domain_name              IS 'The short name that they serve.';
COMMENT ON COLUMN gpu_dev.alb_target_groups.jupyter_target_group_arn IS 'The target group of the notebook.';
COMMENT ON COLUMN gpu_dev.alb_target_groups.jupyter_rule_arn         IS 'The rule that leads to it.';
COMMENT ON COLUMN gpu_dev.alb_target_groups.expires_at               IS 'From when on they may be removed.';
COMMENT ON COLUMN gpu_dev.alb_target_groups.created_at               IS 'When the row was made.';
COMMENT ON COLUMN gpu_dev.alb_target_groups.updated_at               IS 'When the row last changed; kept by a trigger.';

CREATE INDEX IF NOT EXISTS idx_alb_target_groups_domain_name ON gpu_dev.alb_target_groups (domain_name);
CREATE INDEX IF NOT EXISTS idx_alb_target_groups_expires_at ON gpu_dev.alb_target_groups (expires_at);

CREATE OR REPLACE FUNCTION gpu_dev.update_alb_target_groups_updated_at()
    RETURNS trigger
    LANGUAGE plpgsql
    VOLATILE
    SET search_path = gpu_dev, pg_temp
AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END;
$$;

COMMENT ON FUNCTION gpu_dev.update_alb_target_groups_updated_at() IS 'Trigger: stamps updated_at, whatever the caller wrote.';

REVOKE ALL ON FUNCTION gpu_dev.update_alb_target_groups_updated_at() FROM PUBLIC;

DROP TRIGGER IF EXISTS trigger_alb_target_groups_updated_at ON gpu_dev.alb_target_groups;
CREATE TRIGGER trigger_alb_target_groups_updated_at
    BEFORE UPDATE ON gpu_dev.alb_target_groups
    FOR EACH ROW
    EXECUTE FUNCTION gpu_dev.update_alb_target_groups_updated_at();

COMMENT ON TRIGGER trigger_alb_target_groups_updated_at ON gpu_dev.alb_target_groups IS 'Keeps updated_at.';
