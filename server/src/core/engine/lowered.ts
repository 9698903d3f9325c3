/** Lowers findings in files that nobody deploys as they are, that are written by a program, or that nobody maintains: tests, copies of others' code, renderings. */

import { runsInDevelopment } from '../checks/says-development.ts';
import { isGenerated } from '../checks/written-by-program.ts';
import type { ResolvedConfig } from '../config/resolve.ts';
import type { Unit } from '../domain/unit.ts';
import type { Severity } from '../rule/rule.ts';
import type { Raw } from './raw.ts';

/**
 * The findings of a unit, one severity lower where the configuration says so by the file's path, or where the text says that a program wrote
 * it. They move to the strict profile, a hint or a missing setting to `audit`. An error stays as it is, except for a private key: who tries the tool on an example expects
 * it. A token of a provider stays in its profile (`whereLowered`), and a rule whose severity the configuration sets too.
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
