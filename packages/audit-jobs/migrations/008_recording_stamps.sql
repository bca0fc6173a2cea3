--! requires: 006_job_stages_dedupe
--! requires: 007_job_details
--
-- What lets events be recorded in any order and any number of times.
--
-- A row is made of facts that different events tell: its acceptance, its finish, its
-- summary, a stage's end. Each fact carries the stamp of the event it came from, the
-- time of that event first, so that of two events of one kind the earlier one stays,
-- whichever is recorded first. '~' sorts behind every stamp: nothing told yet. The
-- empty text sorts before them: the row was written by other means and stands.

ALTER TABLE audit_jobs.jobs
    ADD COLUMN IF NOT EXISTS accepted_stamp  text COLLATE "C" NOT NULL DEFAULT '',
    ADD COLUMN IF NOT EXISTS finished_stamp  text COLLATE "C" NOT NULL DEFAULT '',
    ADD COLUMN IF NOT EXISTS summary_stamp   text COLLATE "C" NOT NULL DEFAULT '~',
    ADD COLUMN IF NOT EXISTS redacted_keys   text[];

ALTER TABLE audit_jobs.job_stages
    ADD COLUMN IF NOT EXISTS ended_stamp  text COLLATE "C" NOT NULL DEFAULT '';

COMMENT ON COLUMN audit_jobs.jobs.accepted_stamp IS 'Of the event that told of the acceptance; ~ while none has.';
COMMENT ON COLUMN audit_jobs.jobs.finished_stamp IS 'Of the event that told of the end; without meaning before.';
COMMENT ON COLUMN audit_jobs.jobs.summary_stamp  IS 'Of the event that told stages and stages_list; ~ while none has.';
COMMENT ON COLUMN audit_jobs.jobs.redacted_keys
    IS 'Keys masked in the payload, * when all of it was taken out; events change the row no more then.';
COMMENT ON COLUMN audit_jobs.job_stages.ended_stamp
    IS 'Of the event that told of the end; without meaning before.';
