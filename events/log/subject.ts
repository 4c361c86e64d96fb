/** Subject of the log itself; its UUIDv7 is fixed, so that two processes that start at once make one. */
export const LOG_SUBJECT = 'log_00000000-0000-7000-8000-000000000000';
