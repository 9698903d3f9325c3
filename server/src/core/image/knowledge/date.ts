/** The day as of which the tables here were written. The core has no clock: only what ended by this day counts as ended. */
export const KNOWLEDGE_DAY = '2026-11-21';

/** The month of the tables, as shown to people. */
export const KNOWLEDGE_DATE = '2026-11';
