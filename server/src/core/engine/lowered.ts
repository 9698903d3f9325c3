/** Lowers findings in files that nobody deploys as they are, that are written by a program, or that nobody maintains: tests, copies of others' code, renderings. */

import { headOf, runsInDevelopment } from '../checks/says-development.ts';
import type { ResolvedConfig } from '../config/resolve.ts';
import type { Unit } from '../domain/unit.ts';
import type { Severity } from '../rule/rule.ts';
import type { Raw } from './raw.ts';

/**
 * The findings of a unit, one severity lower where the configuration says so by the file's path, or where the text says that a program wrote
 * it. They move to the strict profile: of some thirty such findings of the default profile in public repositories, read in November 2026, a maintainer would
 * have acted on one. A hint moves to `audit`, a missing setting too. An error stays as it is, except for a private key, a secret that its value shows stays in its profile
 * (`whereLowered`), and a rule whose severity the configuration sets too.
 * @param isAside the file says at its beginning that a program wrote it (`isWrittenByProgram`) or that it is for developers (`saysForDevelopers`), or a README that nobody maintains it (`isSetAside`)
 */
export function lowered(found: readonly Raw[], unit: Unit, config: ResolvedConfig, isAside: boolean): readonly Raw[] {
  if (found.length === 0 || !config.lowersSome) return found;
  if (!config.lowers(unit.path) && !isAside && !isGenerated(unit) && !runsInDevelopment(unit)) return found;
  return found.map((raw) => {
    const { finding, meta } = raw;
    if (config.severityOf(meta.id) !== undefined) return raw;
    const isMissing = meta.group !== undefined && finding.absent;
    const severity = finding.severity ?? meta.severity;
    const below = isMissing ? 'audit' : BELOW[severity];
    const isOfTest = finding.whereLowered === 'strict';
    const fixes = finding.noFixWhereLowered ? { fixes: [] } : {};
    if (below === undefined && !isOfTest) return { ...raw, finding: { ...finding, ...fixes } };
    const own = finding.profile ?? meta.profile;
    const profile =
      below === 'audit' || own === 'audit' ? 'audit' : own === 'default' ? (finding.whereLowered ?? 'strict') : own;
    return {
      ...raw,
      finding: { ...finding, ...fixes, profile, severity: below === 'audit' ? severity : (below ?? 'warning') },
    };
  });
}

const BELOW: Readonly<Record<Severity, Severity | 'audit' | undefined>> = {
  error: undefined,
  warning: 'info',
  info: 'hint',
  hint: 'audit',
};

const generated = new WeakMap<Unit, boolean>();

/** Whether the beginning of a unit says that a program wrote it, as `helm template` does above each document. */
export const saysGenerated = ({ text }: Unit): boolean => SAYS_SO.test(text.slice(0, BEGINNING));

function isGenerated(unit: Unit): boolean {
  const known = generated.get(unit);
  if (known !== undefined) return known;
  const { text } = unit;
  const is = saysGenerated(unit) || (unit.kind === 'kubernetes' && !unit.yaml.templated && isRendered(text));
  generated.set(unit, is);
  return is;
}

/** Characters in which a program says that it wrote a file. */
const BEGINNING = 2000;

/** Whether the comments above the first line of a file say that a program wrote it: that goes for all documents of a stream. */
export function isWrittenByProgram(text: string): boolean {
  return SAYS_SO.test(headOf(text));
}

/** The comment of `helm template` above each document, and the usual words of generators. */
const SAYS_SO =
  /^[ \t]*(?:#|\/\/)[^\n]*(?:source: \S+\/templates\/\S|\b(?:auto-?)?generated\b[^\n]*\b(?:do not|don['\u2019]t) (?:edit|modify|change)|\bdo not edit\b[^\n]*\bgenerated\b|\bthis (?:docker|compose)?[ -]?file (?:is|was) (?:auto(?:matically)?[ -]?)?generated\b|@generated\b)/im;

/** The labels that a chart writes, with the chart's name and version in place of a template's expression. */
const isRendered = (text: string): boolean =>
  /^[ \t]+(?:helm\.sh\/chart|chart): *["']?[\w.-]+-v?\d+\.\d/m.test(text) &&
  /^[ \t]+(?:app\.kubernetes\.io\/managed-by|heritage|release): *["']?[\w-]/m.test(text);
