/** The texts that the language server sends, each with the output in which people read it. */
import type { Editor } from './editor.ts';

/** One output a line: what a message of the server shows there. */
export const OUTPUTS = [
  'diagnostic',
  'related',
  'hover',
  'title',
  'label',
  'note',
  'log',
  'message',
  'status',
] as const;
export type Output = (typeof OUTPUTS)[number];

/** A text that the server sent, and the keys that lead to it. */
export interface Sent {
  readonly at: string;
  readonly text: string;
}

/** All texts of a message but addresses and the texts of edits. */
function textsOf(value: unknown, at: string): Sent[] {
  if (typeof value === 'string') return [{ at, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]): Sent[] => {
    if (/^(uri|scopeUri|newText)$/.test(key)) return [];
    // The keys of `changes` are addresses.
    const inside = key === 'changes' ? Object.values(inner ?? {}) : inner;
    const step = Array.isArray(value) ? '' : `.${key}`;
    const name: Sent[] = /^\w+:\/\//.test(key) ? [{ at, text: key }] : [];
    return [...name, ...textsOf(inside, at + step)];
  });
}

const WHERE: readonly (readonly [RegExp, Output])[] = [
  [/^window\/logMessage/, 'log'],
  [/^window\/showMessage/, 'message'],
  [/^seaworthy\//, 'status'],
  [/\.relatedInformation\.message$/, 'related'],
  [/\.contents\.value$/, 'hover'],
  [/\.command\.arguments$/, 'note'],
  [/\.changeAnnotations\./, 'label'],
  [/^result\.title$/, 'title'],
  [/(^result\.items|\.diagnostics)\.message$/, 'diagnostic'],
];

/** The output in which a text stands; `undefined` for texts that are no one's to read, such as the data of an action. */
export const outputOf = ({ at }: Sent): Output | undefined => WHERE.find(([pattern]) => pattern.test(at))?.[1];

/** What the server sent since the last call. */
export const sentBy = (editor: Editor): Sent[] =>
  editor.received.splice(0).flatMap((message) => {
    const { method, params, result, error } = {
      method: undefined,
      params: undefined,
      result: undefined,
      error: undefined,
      ...message,
    };
    return method === undefined
      ? textsOf({ result, error }, '').map((s) => ({ ...s, at: s.at.slice(1) }))
      : textsOf(params, String(method));
  });
