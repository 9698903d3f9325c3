/** Turns a fix of what a template becomes into an edit of the chart, and renders the chart to see that it does this and nothing else. */
import type { Unit } from '../../domain/unit.ts';
import type { Fix } from '../../rule/rule.ts';
import { applyEdits, difference } from '../../text/edits.ts';
import { shift, type TextEdit } from '../../text/span.ts';
import { isConditional } from '../../yaml/edit/branches.ts';
import type { YamlInput } from '../../yaml/edit/edit.ts';
import { lensOf } from '../../yaml/lens.ts';
import { isNull, type YamlUnit } from '../../yaml/node.ts';
import { parseYaml } from '../../yaml/parse.ts';
import type { ChartTrial, Replaced } from './chart-trial.ts';
import type { RenderedDocument } from './places.ts';
import { changedTree, plainOf, sameTree, type TreeChange, type TreePath, treeChanges } from './tree-changes.ts';
import { type ValueChange, valueChanges } from './value-places.ts';
import { nodeAt, writtenAt } from './values-edit.ts';

export interface ChartEdit {
  readonly path: string;
  /** Offsets in the text of the values' document, or in the template. */
  readonly edits: readonly TextEdit[];
  /** What changes in the values; empty for an edit of the template. */
  readonly values: readonly Written[];
  /** What changes in other objects, by their template. */
  readonly others: readonly { readonly template: string; readonly path: TreePath }[];
}

/** A change of the values. `from`: the path of the first value on the way that was missing or null, else the whole path. */
export type Written = ValueChange & { readonly from: TreePath };

/** What a chart allows. */
interface Rules {
  readonly trial: ChartTrial;
  /** Whether the values at a path may be written. */
  readonly mayWrite: (path: TreePath, isNew: boolean) => boolean;
}

/**
 * @param fixes of findings in `unit`, all for the same object: a rendered document
 * @param own the unit of the template that makes the document
 */
export function chartEdit(
  fixes: readonly Fix[],
  unit: Unit,
  document: RenderedDocument,
  own: { readonly yaml: YamlUnit; readonly start: number },
  rules: Rules,
): ChartEdit | undefined {
  const before = plainOf(document.yaml.root);
  const wanted = new Map<string, TreeChange>();
  let edits: readonly TextEdit[] = [];
  for (const fix of fixes) {
    const changes = fix.change();
    edits = changes.flatMap((change) => ('span' in change ? [change] : []));
    if (edits.length === 0 || edits.length < changes.length) return undefined;
    const after = documentAfter(unit.text, document, edits);
    for (const change of treeChanges(before, after)) wanted.set(JSON.stringify(change.path), change);
  }
  const all = [...wanted.values()];
  if (all.length === 0 || JSON.stringify(all).includes('{{')) return undefined;
  return (
    inValues(all, before, document, rules) ??
    (fixes.length === 1 ? inTemplate(all, edits, before, document, own, rules) : undefined)
  );
}

function documentAfter(whole: string, { start, yaml }: RenderedDocument, edits: readonly TextEdit[]): YamlInput {
  const text = applyEdits(whole, edits);
  return plainOf(parseYaml(text.slice(start, start + yaml.text.length + text.length - whole.length)).root);
}

function inValues(
  wanted: readonly TreeChange[],
  before: YamlInput,
  document: RenderedDocument,
  { trial, mayWrite }: Rules,
): ChartEdit | undefined {
  const { values, helpers } = trial.known.sources;
  const template = trial.templates.find((one) => one.path === document.path);
  if (!values || !template) return undefined;
  const texts = [template.text, ...helpers.map((one) => one.text)];
  const root = parseYaml(values.yaml.text).root;
  let [text, tree] = [values.yaml.text, before];
  const done: Written[] = [];
  for (const change of wanted) {
    if (sameTree(changedTree(tree, change), tree)) continue;
    const next = valueChanges(change, document, root, texts).flatMap((one) => {
      const isNew = lensOf({ ...values.yaml, root }).get(...one.path.map(String)).node === undefined;
      const now = mayWrite(one.path, isNew) ? writtenAt(text, one.path, one.value) : undefined;
      const result = now === undefined ? undefined : trial.render(document.path, { path: values.path, text: now });
      const made = result?.documents[document.number];
      if (now === undefined || made === undefined || !happens(one.makes, tree, made)) return [];
      return [{ one, now, made }];
    })[0];
    if (!next) return undefined;
    [text, tree] = [next.now, next.made];
    const keys = next.one.path;
    const empty = keys.findIndex((_, i) => i > 0 && isNull(nodeAt(root, keys.slice(0, i))));
    done.push({ ...next.one, from: empty < 0 ? keys : keys.slice(0, empty) });
  }
  const others = othersOf({ path: values.path, text }, done, document, trial);
  return others && { path: values.path, edits: difference(values.yaml.text, text), values: done, others };
}

/** The edits of a fix at their places in the template, if it writes each of them in every rendering. */
function inTemplate(
  wanted: readonly TreeChange[],
  edits: readonly TextEdit[],
  before: YamlInput,
  document: RenderedDocument,
  own: { readonly yaml: YamlUnit; readonly start: number },
  { trial }: Rules,
): ChartEdit | undefined {
  const template = trial.templates.find((one) => one.path === document.path);
  const placed = edits.flatMap(({ span, text }): TextEdit[] => {
    const start = templateOffset(document, span.start - document.start);
    const end = span.start === span.end ? start : templateOffset(document, span.end - document.start);
    if (start === undefined || end === undefined || end - start !== span.end - span.start) return [];
    return isConditional(own.yaml, start - own.start, own.yaml.root?.span ?? span)
      ? []
      : [{ span: { start, end }, text }];
  });
  if (!template || placed.length < edits.length) return undefined;
  // The template as it is written must change in this alone too: other tools and people read it.
  const written = applyEdits(
    own.yaml.text,
    placed.map((e) => ({ ...e, span: shift(e.span, -own.start) })),
  );
  const changes = treeChanges(plainOf(own.yaml.root), plainOf(parseYaml(written).root));
  if (!changes.every((one) => wanted.some((all) => isAlike(one, all)))) return undefined;
  const replaced = { path: template.path, text: applyEdits(template.text, placed) };
  const made = trial.render(template.path, replaced)?.documents[document.number];
  const goal = wanted.reduce(changedTree, before);
  if (made === undefined || !sameTree(made, goal)) return undefined;
  const makes = wanted.map((one) => ({ path: [], value: one.value, makes: one }));
  const others = othersOf(replaced, makes, document, trial);
  return others && others.length === 0 ? { path: template.path, edits: placed, values: [], others } : undefined;
}

/** The place in the template of an offset between two characters that the template itself writes, or at their line's end. */
function templateOffset({ pieceAt }: RenderedDocument, offset: number): number | undefined {
  const { piece, start } = pieceAt(offset - 1);
  const isOwn = piece.exact && piece.origin.file === 'template' && !piece.isAction;
  return isOwn && offset - start <= piece.text.length ? piece.origin.at.start + offset - start : undefined;
}

/** Whether the document changes as wanted, and elsewhere only alike: a value may decide several parts. */
function happens(wanted: TreeChange, before: YamlInput, after: YamlInput): boolean {
  const changes = treeChanges(before, after);
  return (
    changes.some((one) => samePath(one.path, wanted.path) && isAlike(one, wanted)) &&
    changes.every((one) => isAlike(one, wanted))
  );
}

const samePath = (a: TreePath, b: TreePath): boolean => a.length === b.length && a.every((key, i) => key === b[i]);

/** The same keys at the end get the same value. */
function isAlike(one: TreeChange, wanted: TreeChange): boolean {
  const keys = (path: TreePath): TreePath => path.slice(-2).filter((key) => typeof key === 'string');
  if (!samePath(keys(one.path), keys(wanted.path))) return false;
  return one.value === undefined || wanted.value === undefined
    ? one.value === wanted.value
    : sameTree(one.value, wanted.value);
}

/** What else changes in the chart; `undefined` if anything does that is not alike, or if it is not known. */
function othersOf(
  replaced: Replaced,
  done: readonly ValueChange[],
  document: RenderedDocument,
  trial: ChartTrial,
): ChartEdit['others'] | undefined {
  const out: { template: string; path: TreePath }[] = [];
  const paths = done.filter(({ path }) => path.length > 0).map(({ path }) => path);
  const helpers = trial.known.sources.helpers.map((one) => one.text);
  const reads = (text: string): boolean => paths.some(([name]) => text.includes(String(name)));
  for (const { path, text } of trial.templates) {
    if (path !== document.path && !reads(text) && !(/\b(?:include|template)\b/.test(text) && helpers.some(reads)))
      continue;
    const [before, after] = [trial.render(path), trial.render(path, replaced)];
    if (!before || !after) {
      if (paths.some((one) => mentions(text, one))) return undefined;
      continue;
    }
    if (before.documents.length !== after.documents.length || before.actions.join('\n') !== after.actions.join('\n'))
      return undefined;
    if (before.actions.some((action) => paths.some((one) => mentions(action, one)))) return undefined;
    for (const [number, tree] of before.documents.entries()) {
      const changes = treeChanges(tree, after.documents[number]!);
      if (!changes.every((one) => done.some(({ makes }) => isAlike(one, makes)))) return undefined;
      const isOwn = path === document.path && number === document.number;
      for (const one of changes)
        if (!isOwn || !done.some(({ makes }) => samePath(makes.path, one.path)))
          out.push({ template: path, path: one.path });
    }
  }
  return out;
}

/** Whether a text reads the value at a path, or all of a map around it. */
const mentions = (text: string, path: TreePath): boolean =>
  path.some((_, i) => {
    const name = `.Values.${path.slice(0, i + 1).join('.')}`;
    const goesOn = i + 1 < path.length ? /^[\w.]/ : /^\w/;
    return text
      .split(name)
      .slice(1)
      .some((rest) => !goesOn.test(rest));
  });
