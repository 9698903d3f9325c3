import { jsonText } from '../escape.ts';
import type { Assessment } from './assess.ts';
import type { TrendCounts } from './trend.ts';

/** The whole assessment as JSON: `{version, today, standard, totals, trend, files, unread, controls}`, `trend` with a baseline only. */
export function complianceJson(assessment: Assessment): string {
  const { standard, controls, totals, trend, files, unread, version, today } = assessment;
  const { name, title, version: edition, source, read } = standard;
  const out = {
    ...{ version, today },
    standard: { name, title, version: edition, source, read },
    totals,
    ...(trend && { trend: trendObject(trend) }),
    ...{ files, unread },
    controls: controls.map(({ id, title, section, state, unseen, rules, places, exceptions, trend: own }) => ({
      ...{ id, title, section, state },
      ...(own && { trend: trendObject(own) }),
      ...(unseen === undefined ? {} : { unseen }),
      rules,
      places: places.map(({ path, line, rule, severity, message, open }) => ({
        ...{ path, line, rule, severity, message, open },
      })),
      suppressed: exceptions.map(({ path, line, rule, reason, by }) => ({ path, line, rule, reason, by })),
    })),
  };
  return `${jsonText(out, 2)}\n`;
}

const trendObject = ({ added, known, mended }: TrendCounts): object => ({ new: added, known, mended });
