/** A standard as a table of its controls, for compliance reports. */
import { COMPONENTS, type ComponentName } from '../kubernetes/component.ts';
import { idsOf } from '../rule/refs/refs.ts';
import type { SourceName } from '../rule/refs/sources.ts';
import type { RuleId, RuleMeta } from '../rule/rule.ts';

/** Files of Docker and Compose, of Kubernetes, and those that belong to neither. */
export type FileFamily = 'docker' | 'kubernetes' | 'other';

/** A standard, with titles of our own: texts of standards are not copied. */
export interface Standard {
  /** As `--standard` takes it. */
  readonly name: string;
  readonly title: string;
  readonly version: string;
  /** What was read for the ids and titles, and to what extent, as words after `from`: reports state it. */
  readonly source: string;
  /** The day on which the source was read. */
  readonly read: string;
  /** The files that it is about. */
  readonly files: readonly FileFamily[];
  /** The sources by which rules refer to the controls. */
  readonly refs: readonly SourceName[];
  /**
   * Lines `# id|title|program` begin a section; the others are `id|title|reason|rules|words`. `program`: the section is about this program of a
   * cluster. The reason is a key of `REASONS`: why files do not show the control, or not all of it. The rules, separated by spaces, are those
   * that concern the control and do not refer to it. Where words are given, separated by semicolons, findings count whose message has one: their rule
   * reports for several controls.
   */
  readonly table: string;
}

/** Why files do not show a control. */
export const REASONS = {
  base: 'What base images hold is not in the files',
  cluster: 'Depends on the cluster that runs',
  data: 'Files do not show which data a program handles',
  flags: 'The daemon also takes settings from flags',
  host: 'Is set up on the host',
  intent: 'Only people know what is needed',
  pipeline: 'Depends on registries and on the pipeline',
  process: 'Asks for work of people',
  rule: 'Seaworthy has no rule for it',
  running: 'Shows only while containers run',
  scan: 'Needs a scan of images',
  scope: 'Files do not show which systems the standard covers',
} as const;
export type Reason = keyof typeof REASONS;

export interface Control {
  readonly id: string;
  readonly title: string;
  /** '4 Images': id and title of its section. */
  readonly section: string;
  /** Why files do not show the control (`rules` is empty), or not all of it. */
  readonly unseen: string | undefined;
  /** The rules whose findings contradict the control, sorted. */
  readonly rules: readonly RuleId[];
  /** The program of a cluster that it is about. */
  readonly program: ComponentName | undefined;
  /** One of them is in the message of a finding that contradicts the control; empty: every finding of the rules does. */
  readonly words: readonly string[];
}

/** The controls of a standard, in its order, with the rules among `metas` that concern them. */
export function controlsOf({ refs, table }: Standard, metas: readonly RuleMeta[]): readonly Control[] {
  const byId = new Map<string, RuleId[]>();
  for (const meta of metas)
    for (const id of new Set(refs.flatMap((source) => idsOf(meta.refs, source))))
      byId.set(id, [...(byId.get(id) ?? []), meta.id]);
  const controls: Control[] = [];
  let section = '';
  let program: ComponentName | undefined;
  for (const line of table.trim().split('\n')) {
    const [id = '', title = '', reason = '', own = '', words = ''] = line.split('|');
    if (id.startsWith('# ')) {
      section = `${id.slice(2)} ${title}`;
      program = COMPONENTS.find((name) => name === reason);
      continue;
    }
    const named = own.split(' ').filter((name): name is RuleId => name !== '');
    const rules = [...new Set([...(byId.get(id) ?? []), ...named])].sort();
    controls.push({
      ...{ id, title, section, rules, program },
      unseen: REASONS[reason as Reason],
      words: words === '' ? [] : words.split(';'),
    });
  }
  return controls;
}
