/** What the files of a project say about controls: collected file by file, so that the models of a large project need not stay in memory. */
import type { Engine } from '../../engine/engine.ts';
import type { FileReport } from '../../engine/report.ts';
import type { ComponentName } from '../../kubernetes/component.ts';
import { names } from '../../rule/names.ts';
import type { RuleId, Severity } from '../../rule/rule.ts';
import { withoutTokens } from '../../secrets/detect/without-tokens.ts';
import type { FileFamily } from '../../standards/standard.ts';
import { lineIndex } from '../../text/lines.ts';
import { familyOf } from './family.ts';

/** A place that contradicts a control. Lines are 1-based. */
export interface EvidencePlace {
  readonly path: string;
  readonly line: number;
  readonly rule: RuleId;
  readonly severity: Severity;
  readonly message: string;
  /** The files leave open whether there is a problem. */
  readonly open: boolean;
}

/** Why findings of a rule are not reported. */
export interface Exception {
  readonly path: string;
  /** The line of the comment or of the configuration's entry; `undefined` where no file holds one. */
  readonly line: number | undefined;
  readonly rule: RuleId;
  /** '' if none is given. */
  readonly reason: string;
  /** A comment or an entry of the configuration ignores the findings, or the configuration turns the rule off. */
  readonly by: 'comment' | 'configuration' | 'off';
}

/** What files of one family say. */
export interface Evidence {
  readonly places: EvidencePlace[];
  readonly exceptions: Exception[];
  /** The rules that had something to judge and are on in at least one such file; see `Judged`. */
  readonly judged: Map<RuleId, ReadonlySet<ComponentName>>;
  /** Number of files that were judged. */
  files: number;
}

/** What the files of a project say, by their family. */
export type AllEvidence = Readonly<Record<FileFamily, Evidence>>;

const none = (): Evidence => ({ places: [], exceptions: [], judged: new Map(), files: 0 });
export const noEvidence = (): AllEvidence => ({ docker: none(), kubernetes: none(), other: none() });

/**
 * Adds what a file says. `report`: its report in the audit profile, in which no findings are folded. `shown` gives the path to print;
 * `config`: that of the file's configuration, if there is one.
 */
export function addEvidence(
  all: AllEvidence,
  engine: Engine,
  report: FileReport,
  { shown, config }: { readonly shown: (path: string) => string; readonly config: string | undefined },
): void {
  if (!report.judged) return;
  const text = engine.textOf(report.path) ?? '';
  const evidence = all[familyOf(report.path, text)];
  evidence.files++;
  const metas = new Map(engine.rules.map(({ meta }) => [meta.id, meta]));
  const lines = lineIndex(text);
  const lineAt = (offset: number): number => lines.position(offset).line + 1;
  const path = shown(report.path);
  for (const [rule, programs] of engine.judgedRules(report.path)) {
    if (report.config.severityOf(rule) !== 'off')
      evidence.judged.set(rule, new Set([...(evidence.judged.get(rule) ?? []), ...programs]));
    else evidence.exceptions.push({ path: config ?? path, line: undefined, rule, reason: '', by: 'off' });
  }
  for (const { rule, severity, message, profile, span, related } of report.findings) {
    const open = profile === 'audit' && metas.get(rule)?.profile !== 'audit';
    const common = { rule, severity, message: withoutTokens(message), open };
    evidence.places.push({ path, line: lineAt(span.start), ...common });
    for (const place of related.filter((r) => r.affected))
      evidence.places.push({
        path: shown(place.path),
        line: lineIndex(engine.textOf(place.path) ?? '').position(place.span.start).line + 1,
        ...common,
      });
  }
  for (const { rule: name, at, reason } of report.ignored())
    for (const { meta } of engine.rules)
      if (names(name, meta.id))
        evidence.exceptions.push({
          ...{ path, line: lineAt(at.start), rule: meta.id, reason: withoutTokens(reason) },
          by: 'comment',
        });
  const byConfig = report.ignoredByConfig();
  for (const { path: held, entry } of engine.configIgnores(report.path))
    for (const rule of byConfig.get(entry) ?? []) {
      const from = held === '' ? undefined : engine.textOf(held);
      const line = from === undefined ? undefined : lineIndex(from).position(entry.at.start).line + 1;
      const place = held === '' ? (config ?? path) : shown(held);
      const reason = withoutTokens(entry.reason);
      evidence.exceptions.push({ path: place, line, rule, reason, by: 'configuration' });
    }
}
