import type { Dockerfile, Instruction, Stage } from '../../dockerfile/model.ts';
import { contains, type Span } from '../../text/span.ts';
import type { SecretHit } from '../detect/hit.ts';
import { namesSecret } from '../detect/names-secret.ts';
import { mayHoldMore } from '../detect/options.ts';
import type { SiteOwner } from './owner.ts';
import type { SecretSite } from './site.ts';
import { shellSites, siteAt } from './site-of.ts';
import { isWithoutSecret, rememberWithoutSite } from './without-secret.ts';

/**
 * Sites of a Dockerfile: ENV, ARG and LABEL values, the commands of RUN, CMD, ENTRYPOINT and HEALTHCHECK, and the whole text of
 * instructions that contain a text in a known secret format. `inText`: what the whole text contains.
 */
export function dockerfileSites(text: string, file: Dockerfile, inText: readonly SecretHit[]): SecretSite[] {
  const sites: SecretSite[] = [];
  // One scan of the whole text is faster than one of each instruction: few contain a secret.
  const secretLike = inText.map((hit) => hit.span);
  const add = (instruction: Instruction, stage: Stage | undefined, covering: Instruction): void => {
    const holdsSecretForm = hasSpanIn(secretLike, instruction.span);
    if (!holdsSecretForm && isWithoutSecret(instruction)) return;
    const hasSecretForm = instruction.heredocs.length > 0 || holdsSecretForm;
    const own = instructionSites(text, instruction, stage, covering, hasSecretForm);
    if (own.length === 0) rememberWithoutSite(instruction);
    else sites.push(...own);
  };
  for (const instruction of file.instructions) {
    const stage = file.stages[instruction.stage];
    add(instruction, stage, instruction);
    if (instruction.onbuild) add(instruction.onbuild, stage, instruction);
  }
  // One ARG can define thousands of variables.
  const global = new Set(file.globalArgs.map((variable) => variable.instruction));
  for (const instruction of file.instructions) global.delete(instruction);
  for (const instruction of global) add(instruction, undefined, instruction);
  return sites;
}

/** Whether one of `spans`, in order and without overlaps, lies in `outer`. */
function hasSpanIn(spans: readonly Span[], outer: Span): boolean {
  let low = 0;
  for (let high = spans.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.start < outer.start) low = middle + 1;
    else high = middle;
  }
  const first = spans[low];
  return first !== undefined && contains(outer, first);
}

function instructionSites(
  text: string,
  instruction: Instruction,
  stage: Stage | undefined,
  covering: Instruction,
  hasSecretForm: boolean,
): SecretSite[] {
  const owner: SiteOwner = { in: 'dockerfile', instruction, stage };
  const covers = covering.span;
  const sites: SecretSite[] = [];
  for (const variable of instruction.variables) {
    if (!variable.valueSpan || !variable.raw) continue;
    const kind = variable.kind === 'ENV' ? 'env' : 'arg';
    // In `NAME=value` the scan of the whole text finds a known format; in `NAME value` it may not.
    const joined = text[variable.nameSpan.end] === '=';
    if (joined && !hasSecretForm && !namesSecret(variable.name) && !mayHoldMore(variable.raw)) continue;
    // A value with a variable in it is not literal. The scan of the whole text below finds a known format in its literal part.
    if (variable.raw.includes('$')) continue;
    const value = /^(["'])[\s\S]*\1$/.test(variable.raw) ? variable.raw.slice(1, -1) : variable.raw;
    sites.push(
      siteAt(text, { kind, name: variable.name, covers, owner: { ...owner, variable } }, value, variable.valueSpan),
    );
  }
  for (const label of instruction.labels) {
    if (!hasSecretForm && !namesSecret(label.name)) continue;
    sites.push(siteAt(text, { kind: 'label', name: label.name, covers, owner }, label.value, label.valueSpan));
  }
  for (const command of instruction.commands())
    sites.push(...shellSites(text, { kind: 'run', covers, owner }, command));
  const target = instruction.args.at(-1)?.text;
  if (instruction.keyword !== 'RUN' && target !== undefined)
    for (const { name, body, bodySpan } of instruction.heredocs) {
      const file = target.endsWith('/') ? name : target;
      sites.push({ ...siteAt(text, { kind: 'heredoc', covers, owner }, body, bodySpan), file });
    }
  if (
    hasSecretForm &&
    !['FROM', 'EXPOSE', 'WORKDIR', 'USER', 'STOPSIGNAL', 'VOLUME', 'SHELL', 'ONBUILD'].includes(instruction.keyword)
  ) {
    const whole = { kind: instruction.heredocs.length > 0 ? ('heredoc' as const) : ('run' as const), covers, owner };
    sites.push(siteAt(text, whole, text.slice(instruction.span.start, instruction.span.end), instruction.span));
  }
  return sites;
}
