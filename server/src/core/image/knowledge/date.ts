import type { Day } from '../../text/day.ts';
import { OFFICIAL_SOURCE, PRODUCT_SOURCE } from './data/sources.generated.ts';

const earlier = (a: Day, b: Day): Day => (a < b ? a : b);

/**
 * The day of what is known of images: later changes are not in the tables. It is that of the oldest source. Reports state it beside the day
 * as of which files are judged.
 */
export const KNOWLEDGE_DAY: Day = earlier(PRODUCT_SOURCE.date, OFFICIAL_SOURCE.date);
