import { jsonText } from '../escape.ts';
import type { Assessment } from './assess.ts';

/** The whole assessment as JSON: `{version, today, standard, totals, files, unread, controls}`. */
export function complianceJson({ standard, controls, totals, files, unread, version, today }: Assessment): string {
  const { name, title, version: edition, source, read } = standard;
  const out = {
    ...{ version, today },
    standard: { name, title, version: edition, source, read },
    ...{ totals, files, unread },
    controls: controls.map(({ id, title, section, state, unseen, rules, places, exceptions }) => ({
      ...{ id, title, section, state },
      ...(unseen === undefined ? {} : { unseen }),
      rules,
      places: places.map(({ path, line, rule, severity, message, open }) => ({
        ...{ path, line, rule, severity, message, open },
      })),
      suppressed: exceptions.map(({ path, line, rule, reason }) => ({ path, line, rule, reason })),
    })),
  };
  return `${jsonText(out, 2)}\n`;
}
