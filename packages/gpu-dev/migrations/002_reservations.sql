--! requires: 001_users_and_keys
--
-- Who has which GPUs, until when, and how to get there.

CREATE TABLE IF NOT EXISTS gpu_dev.reservations (
    reservation_id           varchar(255)      NOT NULL,
    user_id                  varchar(255)      NOT NULL,
    status                   varchar(50)       NOT NULL,
    gpu_type                 varchar(50),
    gpu_count                integer,
    instance_type            varchar(100),
    duration_hours           double precision  NOT NULL,
    created_at               timestamptz       NOT NULL,
    launched_at              timestamptz,
    expires_at               timestamptz,
    updated_at               timestamptz       DEFAULT now(),
    name                     varchar(255),
    github_user              varchar(255),
    pod_name                 varchar(255),
    namespace                varchar(100)      DEFAULT 'default',
    node_ip                  varchar(50),
    node_port                integer,
    ssh_command              text,
    jupyter_enabled          boolean           DEFAULT false,
    jupyter_url              text,
    jupyter_port             integer,
    jupyter_token            varchar(255),
    jupyter_error            text,
    ebs_volume_id            varchar(255),
    disk_name                varchar(255),
    failure_reason           text,
    current_detailed_status  text,
    status_history           jsonb             DEFAULT '[]',
    pod_logs                 text,
    warning                  text,
    secondary_users          jsonb             DEFAULT '[]',
    is_multinode             boolean           DEFAULT false,
    master_reservation_id    varchar(255),
    node_index               integer,
    total_nodes              integer,
    cli_version              varchar(50),
    ebs_availability_zone    varchar(50),
    domain_name              varchar(255),
    fqdn                     varchar(512),
    alb_config               jsonb,
    preserve_entrypoint      boolean           NOT NULL DEFAULT false,
    node_private_ip          varchar(50),
    oom_count                integer           DEFAULT 0,
    last_oom_at              timestamptz,
    oom_container            varchar(255),

    CONSTRAINT reservations_pkey PRIMARY KEY (reservation_id)
);

COMMENT ON TABLE gpu_dev.reservations IS 'Requests for GPUs and what became of them.';
COMMENT ON COLUMN gpu_dev.reservations.reservation_id          IS 'Identifies the reservation; usually a UUID.';
COMMENT ON COLUMN gpu_dev.reservations.user_id                 IS 'The owner''s user name.';
COMMENT ON COLUMN gpu_dev.reservations.status                  IS 'pending, queued, preparing, running, active, cancelled, failed, expired or completed; running and active mean the same.';
COMMENT ON COLUMN gpu_dev.reservations.gpu_type                IS 'Which GPUs, as gpu_types names them; null for none in particular.';
COMMENT ON COLUMN gpu_dev.reservations.gpu_count               IS 'How many GPUs; of a node of a group, that node''s.';
COMMENT ON COLUMN gpu_dev.reservations.instance_type           IS 'The machine it runs on.';
COMMENT ON COLUMN gpu_dev.reservations.duration_hours          IS 'Requested hours, with extensions.';
COMMENT ON COLUMN gpu_dev.reservations.created_at              IS 'When it was requested.';
COMMENT ON COLUMN gpu_dev.reservations.launched_at             IS 'When it became usable.';
COMMENT ON COLUMN gpu_dev.reservations.expires_at              IS 'When it ends; set when it becomes usable.';
COMMENT ON COLUMN gpu_dev.reservations.updated_at              IS 'When the row last changed; kept by a trigger.';
COMMENT ON COLUMN gpu_dev.reservations.name                    IS 'What its owner calls it.';
COMMENT ON COLUMN gpu_dev.reservations.github_user             IS 'Whose SSH keys it takes.';
COMMENT ON COLUMN gpu_dev.reservations.pod_name                IS 'Its pod.';
COMMENT ON COLUMN gpu_dev.reservations.namespace               IS 'The namespace of its pod.';
COMMENT ON COLUMN gpu_dev.reservations.node_ip                 IS 'Public address of the node, for SSH.';
COMMENT ON COLUMN gpu_dev.reservations.node_port               IS 'Port of the node, for SSH.';
COMMENT ON COLUMN gpu_dev.reservations.ssh_command             IS 'The command to reach it, ready to use.';
COMMENT ON COLUMN gpu_dev.reservations.jupyter_enabled         IS 'Whether a notebook runs.';
COMMENT ON COLUMN gpu_dev.reservations.jupyter_url             IS 'Where the notebook is.';
COMMENT ON COLUMN gpu_dev.reservations.jupyter_port            IS 'Port of the notebook.';
COMMENT ON COLUMN gpu_dev.reservations.jupyter_token           IS 'Secret: opens the notebook. Left out of lists.';
COMMENT ON COLUMN gpu_dev.reservations.jupyter_error           IS 'Why the notebook did not start.';
COMMENT ON COLUMN gpu_dev.reservations.ebs_volume_id           IS 'The attached volume.';
COMMENT ON COLUMN gpu_dev.reservations.disk_name               IS 'The persistent disk asked for.';
COMMENT ON COLUMN gpu_dev.reservations.failure_reason          IS 'Why it failed.';
COMMENT ON COLUMN gpu_dev.reservations.current_detailed_status IS 'What is going on, in words.';
COMMENT ON COLUMN gpu_dev.reservations.status_history          IS 'Array of {timestamp, status?, message?, failure_reason?}, oldest first.';
COMMENT ON COLUMN gpu_dev.reservations.pod_logs                IS 'The end of the pod''s log.';
COMMENT ON COLUMN gpu_dev.reservations.warning                 IS 'What the owner should know now.';
COMMENT ON COLUMN gpu_dev.reservations.secondary_users         IS 'Array of user names who may log in besides the owner.';
COMMENT ON COLUMN gpu_dev.reservations.is_multinode            IS 'Whether it is a node of a group.';
COMMENT ON COLUMN gpu_dev.reservations.master_reservation_id   IS 'The reservation of the group''s first node.';
COMMENT ON COLUMN gpu_dev.reservations.node_index              IS 'Place in the group, from 0.';
COMMENT ON COLUMN gpu_dev.reservations.total_nodes             IS 'Number of nodes of the group.';
COMMENT ON COLUMN gpu_dev.reservations.cli_version             IS 'Version of the program that asked.';
COMMENT ON COLUMN gpu_dev.reservations.ebs_availability_zone   IS 'Where the volume lies.';
COMMENT ON COLUMN gpu_dev.reservations.domain_name             IS 'Short name under which it is reached.';
COMMENT ON COLUMN gpu_dev.reservations.fqdn                    IS 'Whole name under which it is reached.';
COMMENT ON COLUMN gpu_dev.reservations.alb_config              IS 'Object: the load balancer''s settings.';
COMMENT ON COLUMN gpu_dev.reservations.preserve_entrypoint     IS 'Whether the image''s own entry point is kept.';
COMMENT ON COLUMN gpu_dev.reservations.node_private_ip         IS 'Private address of the node.';
COMMENT ON COLUMN gpu_dev.reservations.oom_count               IS 'How often memory ran out.';
COMMENT ON COLUMN gpu_dev.reservations.last_oom_at             IS 'When memory last ran out.';
COMMENT ON COLUMN gpu_dev.reservations.oom_container           IS 'Where memory last ran out.';

-- Serves lists by state, and the sums of capacity.
CREATE INDEX IF NOT EXISTS idx_reservations_status ON gpu_dev.reservations (status);
CREATE INDEX IF NOT EXISTS idx_reservations_gpu_type_status ON gpu_dev.reservations (gpu_type, status);
CREATE INDEX IF NOT EXISTS idx_reservations_user_status ON gpu_dev.reservations (user_id, status);
CREATE INDEX IF NOT EXISTS idx_reservations_created_at ON gpu_dev.reservations (created_at DESC);

-- Serves the nodes of a group.
CREATE INDEX IF NOT EXISTS idx_reservations_master_id ON gpu_dev.reservations (master_reservation_id)
    WHERE master_reservation_id IS NOT NULL;

-- Serves the look-up by name and address.
CREATE INDEX IF NOT EXISTS idx_reservations_domain_name ON gpu_dev.reservations (domain_name)
    WHERE domain_name IS NOT NULL;
CREATE INDEX IF NOT EXISTS idx_reservations_fqdn ON gpu_dev.reservations (fqdn)
    WHERE fqdn IS NOT NULL;
CREATE INDEX IF NOT EXISTS idx_reservations_node_private_ip ON gpu_dev.reservations (node_private_ip)
    WHERE node_private_ip IS NOT NULL;

-- Serves the report of reservations that ran out of memory.
CREATE INDEX IF NOT EXISTS idx_reservations_oom ON gpu_dev.reservations (oom_count)
    WHERE oom_count > 0;

CREATE OR REPLACE FUNCTION gpu_dev.update_reservations_updated_at()
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

COMMENT ON FUNCTION gpu_dev.update_reservations_updated_at() IS 'Trigger: stamps updated_at, whatever the caller wrote.';

REVOKE ALL ON FUNCTION gpu_dev.update_reservations_updated_at() FROM PUBLIC;

DROP TRIGGER IF EXISTS trigger_reservations_updated_at ON gpu_dev.reservations;
CREATE TRIGGER trigger_reservations_updated_at
    BEFORE UPDATE ON gpu_dev.reservations
    FOR EACH ROW
    EXECUTE FUNCTION gpu_dev.update_reservations_updated_at();

COMMENT ON TRIGGER trigger_reservations_updated_at ON gpu_dev.reservations IS 'Keeps updated_at.';
