--! requires: 002_reservations
--
-- Short names under which reservations are reached.

CREATE TABLE IF NOT EXISTS gpu_dev.domain_mappings (
    domain_name     varchar(255)  NOT NULL,
    node_ip         varchar(50)   NOT NULL,
    node_port       integer       NOT NULL,
    reservation_id  varchar(255)  NOT NULL,
    expires_at      timestamptz   NOT NULL,
    created_at      timestamptz   DEFAULT now(),
    updated_at      timestamptz   DEFAULT now(),

    CONSTRAINT domain_mappings_pkey PRIMARY KEY (domain_name),
    CONSTRAINT domain_mappings_reservation_id_fkey FOREIGN KEY (reservation_id)
        REFERENCES gpu_dev.reservations (reservation_id) ON DELETE CASCADE
);

COMMENT ON TABLE gpu_dev.domain_mappings IS 'Which node and port a short name leads to, while its reservation lasts.';
COMMENT ON COLUMN gpu_dev.domain_mappings.domain_name    IS 'The short name, not the whole domain.';
COMMENT ON COLUMN gpu_dev.domain_mappings.node_ip        IS 'Address that it leads to.';
COMMENT ON COLUMN gpu_dev.domain_mappings.node_port      IS 'Port that it leads to.';
COMMENT ON COLUMN gpu_dev.domain_mappings.reservation_id IS 'Whose name it is.';
COMMENT ON COLUMN gpu_dev.domain_mappings.expires_at     IS 'From when on others may take it.';
COMMENT ON COLUMN gpu_dev.domain_mappings.created_at     IS 'When it was first taken.';
COMMENT ON COLUMN gpu_dev.domain_mappings.updated_at     IS 'When the row last changed; kept by a trigger.';

CREATE INDEX IF NOT EXISTS idx_domain_mappings_reservation_id ON gpu_dev.domain_mappings (reservation_id);

-- Serves the list of names in force, and the removal of old ones.
CREATE INDEX IF NOT EXISTS idx_domain_mappings_expires_at ON gpu_dev.domain_mappings (expires_at);

CREATE OR REPLACE FUNCTION gpu_dev.update_domain_mappings_updated_at()
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

COMMENT ON FUNCTION gpu_dev.update_domain_mappings_updated_at() IS 'Trigger: stamps updated_at, whatever the caller wrote.';

REVOKE ALL ON FUNCTION gpu_dev.update_domain_mappings_updated_at() FROM PUBLIC;

DROP TRIGGER IF EXISTS trigger_domain_mappings_updated_at ON gpu_dev.domain_mappings;
CREATE TRIGGER trigger_domain_mappings_updated_at
    BEFORE UPDATE ON gpu_dev.domain_mappings
    FOR EACH ROW
    EXECUTE FUNCTION gpu_dev.update_domain_mappings_updated_at();

COMMENT ON TRIGGER trigger_domain_mappings_updated_at ON gpu_dev.domain_mappings IS 'Keeps updated_at.';
