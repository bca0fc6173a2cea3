-- Import jobs as a queue: who works on one, until when, and how often it was tried.
--
-- A job is ready, or waits for its time (not_before), or is leased, or is over. The
-- fence goes up with every claim and never down: a worker that has lost its lease
-- holds a number that no longer fits.

ALTER TABLE containers_lab.import_jobs
    ADD COLUMN storage_path    text,
    ADD COLUMN file_size_bytes bigint,
    ADD COLUMN started_at      timestamptz,
    ADD COLUMN failed_at       timestamptz,
    ADD COLUMN rows_total      integer,
    ADD COLUMN rows_imported   integer     NOT NULL DEFAULT 0,
    ADD COLUMN rows_failed     integer     NOT NULL DEFAULT 0,
    ADD COLUMN attempts        integer     NOT NULL DEFAULT 0,
    ADD COLUMN max_attempts    integer     NOT NULL DEFAULT 3,
    ADD COLUMN not_before      timestamptz,
    ADD COLUMN fence           bigint      NOT NULL DEFAULT 0,
    ADD COLUMN claimed_by      text,
    ADD COLUMN lease_until     timestamptz,
    ADD COLUMN dead_at         timestamptz,
    ADD COLUMN dead_reason     text,
    ADD CONSTRAINT ck_import_jobs_status CHECK (status IN ('pending', 'processing', 'completed', 'failed')),
    -- A job in progress always names its worker and its deadline.
    ADD CONSTRAINT ck_import_jobs_lease
        CHECK ((status = 'processing') = (claimed_by IS NOT NULL AND lease_until IS NOT NULL)),
    ADD CONSTRAINT ck_import_jobs_dead CHECK (dead_at IS NULL OR status = 'failed'),
    ADD CONSTRAINT ck_import_jobs_not_negative CHECK (
        file_size_bytes >= 0 AND rows_total >= 0 AND rows_imported >= 0 AND rows_failed >= 0
        AND attempts >= 0 AND max_attempts > 0 AND fence >= 0
    );

COMMENT ON COLUMN containers_lab.import_jobs.storage_path    IS 'Where the file lies.';
COMMENT ON COLUMN containers_lab.import_jobs.file_size_bytes IS 'Its size.';
COMMENT ON COLUMN containers_lab.import_jobs.started_at      IS 'When the present attempt began.';
COMMENT ON COLUMN containers_lab.import_jobs.failed_at       IS 'When the last attempt failed.';
COMMENT ON COLUMN containers_lab.import_jobs.rows_total      IS 'Rows in the file, once that is known.';
COMMENT ON COLUMN containers_lab.import_jobs.rows_imported   IS 'Rows imported so far.';
COMMENT ON COLUMN containers_lab.import_jobs.rows_failed     IS 'Rows that could not be imported; each has a row in import_errors.';
COMMENT ON COLUMN containers_lab.import_jobs.attempts        IS 'How often it was claimed.';
COMMENT ON COLUMN containers_lab.import_jobs.max_attempts    IS 'How often it may be.';
COMMENT ON COLUMN containers_lab.import_jobs.not_before      IS 'Not to be claimed before then; null when it is ready.';
COMMENT ON COLUMN containers_lab.import_jobs.fence           IS 'Number of the claim; every later write must state it.';
COMMENT ON COLUMN containers_lab.import_jobs.claimed_by      IS 'The worker that holds it.';
COMMENT ON COLUMN containers_lab.import_jobs.lease_until     IS 'Until when the worker holds it, unless it asks for more.';
COMMENT ON COLUMN containers_lab.import_jobs.dead_at         IS 'When it was given up.';
COMMENT ON COLUMN containers_lab.import_jobs.dead_reason     IS 'Why it was given up, or why the last attempt failed.';

-- The claim order; jobs that wait, run or are over are not in it.
CREATE INDEX idx_import_jobs_ready ON containers_lab.import_jobs (id)
    WHERE status = 'pending' AND not_before IS NULL;
CREATE INDEX idx_import_jobs_due ON containers_lab.import_jobs (not_before)
    WHERE status = 'pending' AND not_before IS NOT NULL;
CREATE INDEX idx_import_jobs_leases ON containers_lab.import_jobs (lease_until)
    WHERE status = 'processing';
