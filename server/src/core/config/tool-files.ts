/**
 * Reads what the configuration files of other tools ignore, and their settings with the same meaning as one of ours. Nothing in them is an error
 * here: their tools report that. Sources, all read on 2026-11-30: hadolint, README, "Configure"; Trivy, `pkg/result/ignore.go`; Checkov,
 * `checkov/runner_filter.py` and "CLI Command Reference"; KICS, "Configuration File"; dclint, README, "Configuration".
 */
import { mappedFrom, mappedFromAny } from '../rule/neighbours.ts';
import { idsOf } from '../rule/refs/refs.ts';
import type { RuleMeta } from '../rule/rule.ts';
import { addDays, type Day, parseDay } from '../text/day.ts';
import { type Span, span } from '../text/span.ts';
import { type Lens, lens } from '../yaml/lens.ts';
import { parseYaml } from '../yaml/parse.ts';
import type { IgnoreEntry, OtherTool } from './settings.ts';
import { listed, scalars, type Written } from './tool-values.ts';

/** What the configuration file of a tool says. */
export interface ToolConfig {
  readonly ignores: readonly IgnoreEntry[];
  /** Patterns of trusted images in Dockerfiles; `undefined`: it says nothing about them. */
  readonly trusted?: readonly string[];
}

/** The files of each tool. In a folder the first one applies, to the folder and all below that have none of their own. */
export const TOOL_FILES: Readonly<Record<OtherTool, readonly string[]>> = {
  hadolint: ['.hadolint.yaml', '.hadolint.yml'],
  trivy: ['.trivyignore', '.trivyignore.yaml', '.trivyignore.yml'],
  checkov: ['.checkov.yaml', '.checkov.yml'],
  kics: ['kics.config'],
  dclint: ['.dclintrc', '.dclintrc.json', '.dclintrc.yaml', '.dclintrc.yml'],
};

const NAMES: ReadonlyMap<string, OtherTool> = new Map(
  (Object.keys(TOOL_FILES) as OtherTool[]).flatMap((tool) => TOOL_FILES[tool].map((name) => [name, tool] as const)),
);

/** The tool whose configuration file has this path. */
export const toolOfFile = (path: string): OtherTool | undefined => NAMES.get(path.slice(path.lastIndexOf('/') + 1));

const READERS: Readonly<Record<OtherTool, (root: Lens) => readonly IgnoreEntry[]>> = {
  hadolint: (root) => ids('hadolint', scalars(root.get('ignored')), { kinds: ['dockerfile'] }),
  trivy: (root) =>
    root
      .get('misconfigurations')
      .items()
      .flatMap((item) => {
        const expiry = item.get('expired_at').text;
        const until = expiry === undefined ? undefined : dayBefore(expiry.slice(0, 10));
        const paths = scalars(item.get('paths')).map(({ text }) => `/${text}`);
        const more = { reason: item.get('statement').text ?? '', ...(paths.length > 0 && { paths }) };
        if (expiry !== undefined && until === undefined) return [];
        return ids('trivy', scalars(item.get('id')), { ...more, ...(until && { until }) });
      }),
  // A severity in the list names no check.
  checkov: (root) => ids('checkov', listed(root.get('skip-check'))),
  kics: (root) => [
    ...ids('kics', listed(root.get('exclude-queries'))),
    ...listed(root.get('exclude-paths')).map(
      ({ at, text }): IgnoreEntry => ({
        ...{ at, names: [text], matches: mappedFromAny('kics'), paths: [`/${text}`], reason: '', tool: 'kics' },
      }),
    ),
  ],
  dclint: (root) =>
    root
      .get('rules')
      .entries()
      .flatMap((value) => {
        const { key, keySpan } = value.entry;
        const level = value.text ?? value.items()[0]?.text;
        return level === '0' ? ids('dclint', [{ at: keySpan, text: key }], { kinds: ['compose'] }) : [];
      }),
};

/** One entry for each id of a tool. */
const ids = (tool: OtherTool, written: readonly Written[], more: Partial<IgnoreEntry> = {}): IgnoreEntry[] =>
  written.map(({ at, text }) => ({ ...{ at, names: [text], matches: mapped(tool, text), reason: '', tool }, ...more }));

/** Only Checkov takes patterns (`CKV_K8S_*`). In comments of Trivy a `*` is one, but not in its files. */
function mapped(tool: OtherTool, id: string): (rule: RuleMeta) => boolean {
  if (!id.includes('*')) return mappedFrom(tool, [id]);
  if (tool !== 'checkov' || !/^[\w*]{1,80}$/.test(id)) return () => false;
  const parts = id.split(/\*+/);
  return (rule) => idsOf(rule.refs, tool).some((ref) => matchesParts(ref, parts));
}

/** Whether a text consists of the parts, with anything between them. */
function matchesParts(text: string, parts: readonly string[]): boolean {
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  if (!text.startsWith(first) || text.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.endsWith(last) && at <= text.length - last.length;
}

/** The last day before an expiry: Trivy ignores until the day begins. */
const dayBefore = (expiry: string): Day | undefined => {
  const day = parseDay(expiry);
  return day && addDays(day, -1);
};

/** Reads the file of a tool at `path`. Never throws; what cannot be read ignores nothing. */
export function readToolFile(tool: OtherTool, path: string, text: string): ToolConfig {
  if (path.endsWith('.trivyignore')) return { ignores: trivyIgnore(text) };
  const { root: node, problems } = parseYaml(text);
  if (problems.length > 0 || node?.type !== 'map') return { ignores: [] };
  const root = lens(node);
  const ignores = READERS[tool](root);
  const trusted = tool === 'hadolint' ? scalars(root.get('trustedRegistries')) : [];
  if (trusted.length === 0) return { ignores };
  // A lone `*` of hadolint matches every registry, also with slashes.
  return { ignores, trusted: trusted.map((one) => (one.text === '*' ? '**' : one.text)) };
}

/** `.trivyignore`: an id in each line, with `exp:2027-01-31` behind it if it expires. */
function trivyIgnore(text: string): IgnoreEntry[] {
  const found: IgnoreEntry[] = [];
  for (const { index, 0: line } of text.matchAll(/[^\r\n]+/g)) {
    const [id, ...rest] = line.trim().split(/\s+/);
    if (!id || id.startsWith('#')) continue;
    const expiry = rest.find((word) => word.startsWith('exp:'))?.slice('exp:'.length);
    const until = expiry === undefined ? undefined : dayBefore(expiry);
    if (expiry !== undefined && until === undefined) continue;
    const at: Span = span(index + line.indexOf(id), index + line.indexOf(id) + id.length);
    found.push(...ids('trivy', [{ at, text: id }], until && { until }));
  }
  return found;
}
