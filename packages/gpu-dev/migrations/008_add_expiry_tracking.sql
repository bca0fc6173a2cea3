--! requires: 002_reservations
--
-- When reservations ended, and of what their owners were warned.

ALTER TABLE gpu_dev.reservations
    ADD COLUMN IF NOT EXISTS warnings_sent     jsonb       DEFAULT '{}',
    ADD COLUMN IF NOT EXISTS last_warning_time bigint,
    ADD COLUMN IF NOT EXISTS failed_at         timestamptz,
    ADD COLUMN IF NOT EXISTS cancelled_at      timestamptz,
    ADD COLUMN IF NOT EXISTS reservation_ended timestamptz;

COMMENT ON COLUMN gpu_dev.reservations.warnings_sent     IS 'Object: 30min_warning_sent, 15min_warning_sent and 5min_warning_sent, each true once sent.';
COMMENT ON COLUMN gpu_dev.reservations.last_warning_time IS 'When the last warning was sent, in seconds since 1970.';
COMMENT ON COLUMN gpu_dev.reservations.failed_at         IS 'When it failed.';
COMMENT ON COLUMN gpu_dev.reservations.cancelled_at      IS 'When it was cancelled.';
COMMENT ON COLUMN gpu_dev.reservations.reservation_ended IS 'When it ended, however it did.';

-- An earlier system has an index of this name over every row, which this one replaces.
DROP INDEX IF EXISTS gpu_dev.idx_reservations_expires_at;
-- Serves expiry: what ends, first what ended first.
CREATE INDEX idx_reservations_expires_at ON gpu_dev.reservations (expires_at)
    WHERE expires_at IS NOT NULL AND status IN ('active', 'running');

CREATE INDEX IF NOT EXISTS idx_reservations_cancelled_at ON gpu_dev.reservations (cancelled_at)
    WHERE cancelled_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS idx_reservations_failed_at ON gpu_dev.reservations (failed_at)
    WHERE failed_at IS NOT NULL;
-- Serves retention.
CREATE INDEX IF NOT EXISTS idx_reservations_ended ON gpu_dev.reservations (reservation_ended)
    WHERE reservation_ended IS NOT NULL;
