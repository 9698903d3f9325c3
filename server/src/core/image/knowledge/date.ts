import type { Day } from '../../text/day.ts';

/** The day of these tables: later changes are not in them. Reports state it beside the day as of which files are judged. */
export const KNOWLEDGE_DAY: Day = '2026-11-21';

/** The month of the tables, for messages. */
export const KNOWLEDGE_DATE = '2026-11';
