--! requires: 011_build_delays
--
-- How claims may depart from priority and equal turns. Nothing does until it is switched on.

CREATE TABLE build_orchestrator.build_queue_settings (
    singleton         boolean   NOT NULL DEFAULT true,
    age_after         interval,
    core_share        integer   NOT NULL DEFAULT 1,
    pro_share         integer   NOT NULL DEFAULT 1,
    enterprise_share  integer   NOT NULL DEFAULT 1,
    asp_share         integer   NOT NULL DEFAULT 1,

    CONSTRAINT pk_build_queue_settings PRIMARY KEY (singleton),
    CONSTRAINT ck_build_queue_settings_singleton CHECK (singleton),
    CONSTRAINT ck_build_queue_settings_age_after CHECK (age_after >= interval '0'),
    CONSTRAINT ck_build_queue_settings_shares CHECK (
        core_share BETWEEN 1 AND 60 AND pro_share BETWEEN 1 AND 60
        AND enterprise_share BETWEEN 1 AND 60 AND asp_share BETWEEN 1 AND 60
    )
);

COMMENT ON TABLE  build_orchestrator.build_queue_settings                  IS 'Holds one row: how the queue is to be served.';
COMMENT ON COLUMN build_orchestrator.build_queue_settings.singleton        IS 'Always true: there is one row.';
COMMENT ON COLUMN build_orchestrator.build_queue_settings.age_after        IS 'One build in eight goes to the one that waits longest, once it has waited so long, whatever its priority; null for never.';
COMMENT ON COLUMN build_orchestrator.build_queue_settings.core_share       IS 'Builds a round of a customer of tier core, when it has more than one waiting with the same priority.';
COMMENT ON COLUMN build_orchestrator.build_queue_settings.pro_share        IS 'The same of tier pro.';
COMMENT ON COLUMN build_orchestrator.build_queue_settings.enterprise_share IS 'The same of tier enterprise.';
COMMENT ON COLUMN build_orchestrator.build_queue_settings.asp_share        IS 'The same of tier asp.';

INSERT INTO build_orchestrator.build_queue_settings (singleton) VALUES (true);
