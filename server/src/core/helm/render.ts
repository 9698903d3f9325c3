/**
 * What a template becomes with the chart's own values. What is not known stays as it is written: an action, or all branches of a block. So
 * the result is a template with fewer actions, and each part of it knows the place that decides it.
 */
import { limits } from '../yaml/limits.ts';
import { evaluator, MAX_STEPS, type Work } from './evaluate.ts';
import { type Output, originIn, put, putAction, putText, type Scope, trim, trimAfter, trimBefore } from './output.ts';
import { printed } from './print.ts';
import type { Block, Branch, Node, Print, Template } from './template.ts';
import { membersOf, NIL, type Origin, type Piece, textOf, truthOf, UNKNOWN, type Value } from './value.ts';

export interface Definition {
  readonly template: Template;
  readonly body: readonly Node[];
}

const MAX_DEPTH = 24;

export interface Rendering {
  /** What the template prints. */
  readonly pieces: readonly Piece[];
  /** The keys of maps of the values that it changes. The pieces are right only if the values of these keys are unknown in `root`. */
  readonly changedKeys: ReadonlySet<string>;
}

/** Prints a template; `undefined` if it takes too much work, or changes values that cannot be told. */
export function render(
  template: Template,
  root: Value,
  definitions: ReadonlyMap<string, Definition>,
): Rendering | undefined {
  const work: Work = { steps: 0, unsure: 0, changesValues: false, changedKeys: new Set() };
  /** Characters that actions print. */
  let size = 0;

  const { assign, evaluate } = evaluator(work, root, (values, scope, site) => included(values, scope, site));

  const included = ([name, dot = NIL]: readonly Value[], scope: Scope, site: Origin): Value => {
    const definition = definitions.get((name && textOf(name)) ?? '');
    if (!definition || scope.depth >= MAX_DEPTH) return UNKNOWN;
    const { template, body } = definition;
    const out: Output = { parts: [], trimsFrom: undefined };
    const below: Scope = { template, dot, site, depth: scope.depth + 1, variables: [new Map([['$', dot]])] };
    run(body, below, out);
    return { type: 'text', pieces: out.parts.map(({ piece }) => piece) };
  };

  const run = (nodes: readonly Node[], scope: Scope, out: Output): void => {
    for (const node of nodes) {
      if (work.steps++ > MAX_STEPS) return;
      if (node.type === 'text') putText(out, scope, node.at);
      else if (node.type === 'silent') trim(out, scope, node.mark);
      else if (node.type === 'print') print(node, scope, out);
      else block(node, scope, out);
    }
  };

  const print = ({ mark, pipeline }: Print, scope: Scope, out: Output): void => {
    const value = pipeline ? evaluate(pipeline.value, scope, mark) : UNKNOWN;
    if (pipeline && pipeline.names.length > 0) {
      assign(scope, pipeline, value);
      trim(out, scope, mark);
      return;
    }
    const pieces = printed(value, originIn(scope, mark));
    for (const { text } of pieces ?? []) size += text.length;
    if (size > limits.document) work.steps = MAX_STEPS;
    const isCode = pieces?.some((p) => p.isAction);
    const text = scope.template.text.slice(mark.start, mark.end);
    // What an action prints in the middle of a text shows nothing of the branches in it.
    if (!pieces || (isCode && !/nindent\s+\d+\s*-?\}\}$/.test(text))) {
      putAction(out, scope, mark);
      return;
    }
    trim(out, scope, mark);
    put(out, pieces);
  };

  const within = (scope: Scope, dot: Value, variables: readonly (readonly [string, Value])[] = []): Scope => ({
    ...scope,
    dot,
    variables: [...scope.variables, new Map(variables)],
  });

  const block = (node: Block, scope: Scope, out: Output): void => {
    if (node.type === 'range') {
      range(node, scope, out);
      return;
    }
    for (const branch of node.branches) {
      const inner = within(scope, scope.dot);
      const value = branch.isElse
        ? undefined
        : branch.pipeline
          ? evaluate(branch.pipeline.value, inner, branch.mark)
          : UNKNOWN;
      const truth = value ? truthOf(value) : true;
      if (truth === undefined) {
        openBlock(node, scope, out);
        return;
      }
      if (!truth) continue;
      if (value && branch.pipeline) assign(inner, branch.pipeline, value);
      runBranch(node, branch, node.type === 'with' && value ? { ...inner, dot: value } : inner, out);
      return;
    }
    skip(node, scope, out);
  };

  const runBranch = (node: Block, branch: Branch, scope: Scope, out: Output): void => {
    trimBefore(out, scope, node.branches[0]!.mark);
    trim(out, scope, branch.mark);
    run(branch.body, scope, out);
    const next = node.branches[node.branches.indexOf(branch) + 1];
    trimBefore(out, scope, next?.mark ?? node.end);
    trimAfter(out, scope, node.end);
  };

  const skip = (node: Block, scope: Scope, out: Output): void => {
    trimBefore(out, scope, node.branches[0]!.mark);
    trimAfter(out, scope, node.end);
  };

  /** All branches, with their actions. */
  const openBlock = (node: Block, scope: Scope, out: Output): void => {
    work.unsure++;
    for (const branch of node.branches) {
      putAction(out, scope, branch.mark);
      const dot = node.type === 'if' || branch.isElse ? scope.dot : UNKNOWN;
      run(
        branch.body,
        within(
          scope,
          dot,
          (branch.pipeline?.names ?? []).map((n) => [n, UNKNOWN]),
        ),
        out,
      );
    }
    putAction(out, scope, node.end);
    work.unsure--;
  };

  const range = (node: Block, scope: Scope, out: Output): void => {
    const [branch, otherwise] = node.branches;
    if (!branch) return;
    const { pipeline, body, mark } = branch;
    const list = pipeline ? evaluate(pipeline.value, scope, mark) : UNKNOWN;
    const members = membersOf(list);
    // Several objects of one text are not told apart.
    const isObjects = /^(?:kind|apiVersion):/m.test(scope.template.text.slice(mark.end, node.end.start));
    if (!members || (isObjects && members.length > 0)) {
      openBlock(node, scope, out);
      return;
    }
    if (members.length === 0) {
      if (otherwise) runBranch(node, otherwise, scope, out);
      else skip(node, scope, out);
      return;
    }
    trimBefore(out, scope, mark);
    for (const [key, value] of members) {
      trimAfter(out, scope, mark);
      const names = pipeline?.names ?? [];
      const pairs = names.length === 2 ? [key, value] : [value];
      run(
        body,
        within(
          scope,
          value,
          names.map((name, i) => [name, pairs[i] ?? UNKNOWN]),
        ),
        out,
      );
      trimBefore(out, scope, otherwise?.mark ?? node.end);
    }
    trimAfter(out, scope, node.end);
  };

  const out: Output = { parts: [], trimsFrom: undefined };
  run(template.nodes, { template, dot: root, site: undefined, depth: 0, variables: [new Map([['$', root]])] }, out);
  if (work.steps > MAX_STEPS || work.changesValues) return undefined;
  return { pieces: out.parts.map(({ piece }) => piece), changedKeys: work.changedKeys };
}
