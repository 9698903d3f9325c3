import type { Dockerfile, Instruction, Stage } from '../dockerfile/model.ts';
import type { SiteOwner } from './owner.ts';
import type { SecretSite } from './site.ts';
import { shellSites, siteAt } from './site-of.ts';

/** ENV, ARG and LABEL values, the commands of RUN, CMD, ENTRYPOINT and HEALTHCHECK, and every instruction's whole text. */
export function dockerfileSites(text: string, file: Dockerfile): SecretSite[] {
  const sites: SecretSite[] = [];
  for (const instruction of file.instructions) {
    const stage = file.stages[instruction.stage];
    sites.push(...instructionSites(text, instruction, stage, instruction));
    if (instruction.onbuild) sites.push(...instructionSites(text, instruction.onbuild, stage, instruction));
  }
  for (const variable of file.globalArgs) {
    if (!file.instructions.includes(variable.instruction))
      sites.push(...instructionSites(text, variable.instruction, undefined, variable.instruction));
  }
  return sites;
}

function instructionSites(
  text: string,
  instruction: Instruction,
  stage: Stage | undefined,
  covering: Instruction,
): SecretSite[] {
  const owner: SiteOwner = { in: 'dockerfile', instruction, stage };
  const covers = covering.span;
  const sites: SecretSite[] = [];
  for (const variable of instruction.variables) {
    if (!variable.valueSpan || !variable.raw) continue;
    const kind = variable.kind === 'ENV' ? 'env' : 'arg';
    // A value with a variable in it is not literal; what is literal in it is found by its form (see the whole text below).
    if (variable.raw.includes('$')) continue;
    const value = /^(["'])[\s\S]*\1$/.test(variable.raw) ? variable.raw.slice(1, -1) : variable.raw;
    sites.push(
      siteAt(text, { kind, name: variable.name, covers, owner: { ...owner, variable } }, value, variable.valueSpan),
    );
  }
  for (const label of instruction.labels) {
    sites.push(siteAt(text, { kind: 'label', name: label.name, covers, owner }, label.value, label.valueSpan));
  }
  for (const command of instruction.commands())
    sites.push(...shellSites(text, { kind: 'run', covers, owner }, command));
  if (
    !['FROM', 'EXPOSE', 'WORKDIR', 'USER', 'STOPSIGNAL', 'VOLUME', 'SHELL', 'ONBUILD'].includes(instruction.keyword)
  ) {
    const whole = { kind: instruction.heredocs.length > 0 ? ('heredoc' as const) : ('run' as const), covers, owner };
    sites.push(siteAt(text, whole, text.slice(instruction.span.start, instruction.span.end), instruction.span));
  }
  return sites;
}
