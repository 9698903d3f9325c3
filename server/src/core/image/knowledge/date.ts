/** The day of these tables. The core has no clock: a line has ended if it ended by this day. */
export const KNOWLEDGE_DAY = '2026-11-21';

/** The month of the tables, for messages. */
export const KNOWLEDGE_DATE = '2026-11';
