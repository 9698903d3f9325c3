/** Runs in a thread: asks a rule's page whether it notices a mutant of the rule. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort } from 'node:worker_threads';
import type { Rule } from '../../server/src/core/rule/rule.ts';
import { rules } from '../../server/src/core/rules/rules.generated.ts';
import { notices, type Page, pageOf } from './rule-page.ts';

export interface Question {
  readonly id: string;
  /** Path of the mutant's module; if absent, the unchanged rule runs, which its page must pass. */
  readonly module: string | undefined;
}

const pages = new Map<string, Page>();

async function noticed({ id, module }: Question): Promise<boolean> {
  const page = pages.get(id) ?? pageOf(id, readFileSync(`test/rules/${id}.md`, 'utf8'));
  pages.set(id, page);
  const own = rules.find((r) => r.meta.id === id)!;
  if (module === undefined) return notices(page, own, rules);
  let mutant: Rule;
  try {
    mutant = ((await import(pathToFileURL(resolve(module)).href)) as { default: Rule }).default;
  } catch {
    return true;
  }
  return notices(
    page,
    mutant,
    rules.map((r) => (r === own ? mutant : r)),
  );
}

parentPort?.on('message', (question: Question) => {
  void noticed(question).then((answer) => parentPort?.postMessage(answer));
});
