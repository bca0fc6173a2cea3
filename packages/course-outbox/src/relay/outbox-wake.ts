/**
 * The name by which relays are woken. Call `notifier.notify(OUTBOX_WAKE)` after the commit
 * of what queued jobs; without it a relay finds them at its next look.
 */
export const OUTBOX_WAKE = 'course_outbox.job_outbox'
