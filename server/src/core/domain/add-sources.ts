/** What ADD and COPY copy. */

import type { Instruction } from '../dockerfile/model.ts';
import type { Span } from '../text/span.ts';
import type { Unit } from './unit.ts';

export interface AddSource {
  /** Without quotes, variables filled in; undefined when one of them is not known. */
  readonly text: string | undefined;
  /** As written. */
  readonly raw: string;
  readonly span: Span;
}

/** The sources of ADD or COPY: all words but the last, none where heredocs are written. */
export function addSources(instruction: Instruction, unit: Unit): AddSource[] {
  const stage = unit.kind === 'dockerfile' ? unit.dockerfile.stages[instruction.stage] : undefined;
  if (instruction.heredocs.length > 0) return [];
  return (instruction.exec ?? instruction.args).slice(0, -1).map(({ text: raw, span }) => {
    const text = raw.includes('$') ? stage?.expand(raw, instruction).text : raw;
    return { text: text?.replace(/^["']|["']$/g, ''), raw, span };
  });
}

/** What BuildKit takes for a Git source. Source: BuildKit `util/gitutil`, `ParseGitRef`. */
export const isGitSource = (url: string): boolean =>
  /^(?:git|ssh):\/\//i.test(url) ||
  /^[\w.-]+@[\w.-]+:/.test(url) ||
  /^https?:\/\/[^?#]+\.git(?:[?#]|$)/i.test(url) ||
  /^github\.com\//i.test(url);

/** A file or folder of the build context. */
export const isLocalSource = (text: string): boolean => !/^[a-z][a-z\d+.-]*:\/\//i.test(text) && !isGitSource(text);
