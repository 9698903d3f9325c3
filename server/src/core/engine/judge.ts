import type { ResolvedConfig } from '../config/resolve.ts';
import type { Place, Unit } from '../domain/unit.ts';
import type { Context, Finding, Rule, RuleMeta, Subject, WorkspaceFinding } from '../rule/rule.ts';
import type { WorkspaceIndex } from '../workspace/index.ts';
import type { Raw } from './raw.ts';
import { visits } from './subjects.ts';
import { weighed } from './template-branches.ts';

export interface Judged {
  readonly raw: readonly Raw[];
  /** Ids of rules that threw, with the error's message: a fault of ours, reported once and isolated. */
  readonly crashes: readonly { readonly rule: string; readonly message: string }[];
  /** A rule asked the workspace index: the outcome holds for this version of it only. */
  readonly askedWorkspace: boolean;
}

/** The rules by the kind of subject they judge; rules switched off are left out. */
export interface Bench {
  readonly bySubject: ReadonlyMap<Subject, readonly Rule[]>;
  readonly workspace: readonly Rule[];
}

export function bench(rules: readonly Rule[], config: ResolvedConfig): Bench {
  const bySubject = new Map<Subject, Rule[]>();
  const workspace: Rule[] = [];
  for (const rule of rules) {
    if (config.severityOf(rule.meta.id) === 'off') continue;
    if (rule.workspace) workspace.push(rule);
    for (const subject of Object.keys(rule.checks) as Subject[]) {
      const list = bySubject.get(subject);
      if (list) list.push(rule);
      else bySubject.set(subject, [rule]);
    }
  }
  return { bySubject, workspace };
}

/** Runs every rule over every subject of a unit. A rule that throws loses that subject only. */
export function judge(unit: Unit, rules: Bench, config: ResolvedConfig, index: WorkspaceIndex): Judged {
  const raw: Raw[] = [];
  const crashes: { rule: string; message: string }[] = [];
  let askedWorkspace = false;
  const contexts = new Map<RuleMeta, Context>();
  const contextOf = (meta: RuleMeta): Context => {
    let context = contexts.get(meta);
    if (!context) {
      context = {
        unit,
        options: config.optionsOf(meta.id),
        settings: config.settings,
        get workspace() {
          askedWorkspace = true;
          return index;
        },
      };
      contexts.set(meta, context);
    }
    return context;
  };
  const failed = (part: string, error: unknown): void => {
    crashes.push({ rule: part, message: messageOf(error) });
  };
  for (const visit of visits(unit, new Set(rules.bySubject.keys()), failed)) {
    for (const rule of rules.bySubject.get(visit.subject) ?? []) {
      const check = rule.checks[visit.subject] as ((value: unknown, ctx: Context) => Iterable<Finding>) | undefined;
      try {
        for (const finding of check?.(visit.value, contextOf(rule.meta)) ?? []) {
          raw.push({ meta: rule.meta, finding, route: visit.route, covers: finding.covers ?? visit.covers });
        }
      } catch (error) {
        failed(rule.meta.id, error);
      }
    }
  }
  return { raw: weighed(unit, raw), crashes, askedWorkspace };
}

export interface JudgedWorkspace {
  readonly list: readonly { readonly meta: RuleMeta; readonly finding: WorkspaceFinding }[];
  readonly crashes: Judged['crashes'];
}

/** Runs the rules that judge all files together. A rule that throws loses what it had not yet said. */
export function judgeWorkspace(
  rules: Bench,
  config: ResolvedConfig,
  index: WorkspaceIndex,
  isTold: (at: { place: Place; whole: Place }, meta: RuleMeta) => boolean,
): JudgedWorkspace {
  const list: { meta: RuleMeta; finding: WorkspaceFinding }[] = [];
  const crashes: { rule: string; message: string }[] = [];
  for (const rule of rules.workspace) {
    const context = {
      options: config.optionsOf(rule.meta.id),
      settings: config.settings,
      workspace: index,
      isTold: (at: { place: Place; whole: Place }) => isTold(at, rule.meta),
    };
    try {
      for (const finding of rule.workspace?.(index, context) ?? []) list.push({ meta: rule.meta, finding });
    } catch (error) {
      crashes.push({ rule: rule.meta.id, message: messageOf(error) });
    }
  }
  return { list, crashes };
}

/** What to say of something thrown: its kind and place, for its message may quote the file. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return 'something that is no error was thrown';
  const frame = /^\s+at (.*)$/m.exec(error.stack ?? '')?.[1];
  return frame ? `${error.name} at ${frame.replace(/\(?(?:file:\/\/)?\/\S*\//, '(')}` : error.name;
}
