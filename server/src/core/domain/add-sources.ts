/** The sources of ADD and COPY. */

import type { Instruction } from '../dockerfile/model.ts';
import type { Span } from '../text/span.ts';
import type { Unit } from './unit.ts';

export interface AddSource {
  /** Without quotes, with variables expanded; undefined when a variable is unknown. */
  readonly text: string | undefined;
  /** As written. */
  readonly raw: string;
  readonly span: Span;
}

/** The sources of an ADD or COPY: all words except the last. None if it has heredocs. */
export function addSources(instruction: Instruction, unit: Unit): AddSource[] {
  const stage = unit.kind === 'dockerfile' ? unit.dockerfile.stages[instruction.stage] : undefined;
  if (instruction.heredocs.length > 0) return [];
  return (instruction.exec ?? instruction.args).slice(0, -1).map(({ text: raw, span }) => {
    const text = raw.includes('$') ? stage?.expand(raw, instruction).text : raw;
    return { text: text?.replace(/^["']|["']$/g, ''), raw, span };
  });
}

/** Whether BuildKit fetches a URL with Git. Source: BuildKit `util/gitutil`, `ParseGitRef`. */
export const isGitSource = (url: string): boolean =>
  /^(?:git|ssh):\/\//i.test(url) ||
  /^[\w.-]+@[\w.-]+:/.test(url) ||
  /^https?:\/\/[^?#]+\.git(?:[?#]|$)/i.test(url) ||
  /^github\.com\//i.test(url);

/** Whether a source is a file or folder of the build context. */
export const isLocalSource = (text: string): boolean => !/^[a-z][a-z\d+.-]*:\/\//i.test(text) && !isGitSource(text);
