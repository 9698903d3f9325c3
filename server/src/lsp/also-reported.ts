/**
 * Findings that a tool named in the setting `seaworthy.hideAlsoReportedBy` reports too. They are shown as hints, not left out: a rule may
 * find more than the check of the other tool, and the light bulb's fixes stay.
 */

import type { Reported } from '../core/engine/report.ts';
import { classify } from '../core/files/classify.ts';
import { referencesTo } from '../core/rule/refs/refs.ts';
import { SOURCES } from '../core/rule/refs/sources.ts';
import type { RuleId, RuleMeta } from '../core/rule/rule.ts';
import { type Format, type HidingTool, READS, type Reads } from './hiding-tools.ts';
import type { Workspace } from './workspaces.ts';

/** The label of the first named tool that reports the finding too; `undefined` if none surely does. */
export function alsoReportedBy(
  { members, path, rule }: Pick<Reported, 'members' | 'path' | 'rule'>,
  workspace: Workspace,
): string | undefined {
  const tools = workspace.settings.hideAlsoReportedBy;
  if (tools.length === 0) return undefined;
  const format = formatOf(workspace, path);
  if (format === undefined) return undefined;
  // A finding that joins several rules is reported elsewhere only if each of them is.
  const parts = members.length > 0 ? members : [rule];
  const metas = metasOf(workspace);
  const tool = tools.find((name) => parts.every((id) => hasCheck(name, format, metas.get(id))));
  return tool && SOURCES[tool].label;
}

/** Whether the tool has a check in this format for the same weakness, not for a part of it. */
function hasCheck(tool: HidingTool, format: Format, meta: RuleMeta | undefined): boolean {
  const ids = (READS[tool] as Reads)[format];
  return (
    meta !== undefined &&
    ids !== undefined &&
    referencesTo(meta.refs, tool).some((r) => r.means === 'same' && ids.test(r.id))
  );
}

const metasOfRules = new WeakMap<object, ReadonlyMap<RuleId, RuleMeta>>();

function metasOf({ engine }: Workspace): ReadonlyMap<RuleId, RuleMeta> {
  const known = metasOfRules.get(engine.rules) ?? new Map(engine.rules.map(({ meta }) => [meta.id, meta]));
  metasOfRules.set(engine.rules, known);
  return known;
}

/** The format of the file that was asked for last, since its findings come one after the other. */
const lastFormats = new WeakMap<
  Workspace,
  { readonly path: string; readonly text: string; readonly format: Format | undefined }
>();

function formatOf(workspace: Workspace, path: string): Format | undefined {
  const text = workspace.engine.textOf(path) ?? '';
  const last = lastFormats.get(workspace);
  if (last?.path === path && last.text === text) return last.format;
  const kind = classify(path, text);
  const format = kind === 'dockerfile' || kind === 'compose' || kind === 'kubernetes' ? kind : undefined;
  lastFormats.set(workspace, { path, text, format });
  return format;
}
