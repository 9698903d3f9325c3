/** Making sites from pieces of the models. */
import type { Container, EnvVariable } from '../container.ts';
import type { ShellCommand } from '../shell/shell.ts';
import { type Span, span } from '../text/span.ts';
import type { YamlNode } from '../yaml/node.ts';
import type { SiteOwner } from './owner.ts';
import type { SecretSite } from './site.ts';

type About = Pick<SecretSite, 'kind' | 'covers' | 'owner'> & { readonly name?: string | undefined };

/** A site for `value`, which stands at `at` (surrounding quotes are left out of the span where the text shows them). */
export function siteAt(text: string, about: About, value: string, at: Span): SecretSite {
  const written = text.slice(at.start, at.end);
  const quoted = written.length >= value.length + 2 && /^(["'])[\s\S]*\1$/.test(written);
  const inner = quoted ? span(at.start + 1, at.end - 1) : at;
  return { ...about, name: about.name, value, at: inner, exact: text.slice(inner.start, inner.end) === value };
}

/** A site for a scalar's text; nothing for other nodes, templated and empty ones. */
export function scalarSite(text: string, about: About, node: YamlNode | undefined): SecretSite[] {
  if (node?.type !== 'scalar' || node.templated || node.value === null || node.text === '') return [];
  return [siteAt(text, about, node.text, node.span)];
}

/** A site for the words of a command. */
export function commandSite(
  about: About,
  words: readonly { readonly text: string | undefined; readonly at: Span }[],
): SecretSite[] {
  const first = words[0];
  const last = words.at(-1);
  if (!first || !last) return [];
  return [{ ...about, name: undefined, value: '', at: span(first.at.start, last.at.end), exact: false, words }];
}

/** The words of a shell command, and each of its assignments (`PGPASSWORD=x psql`) as a named site. */
export function shellSites(text: string, about: About, command: ShellCommand): SecretSite[] {
  const words = command.words.map((w) => ({ text: w.literal, at: w.span }));
  const named = command.assignments.flatMap((a) =>
    a.value.literal ? [siteAt(text, { ...about, name: a.name }, a.value.literal, a.value.span)] : [],
  );
  return [...commandSite(about, words), ...named];
}

/** A container's environment: literal values under their names, defaults of `${X:-default}`, and what is literal beside a variable. */
export function environmentSites(
  text: string,
  kind: 'compose-env' | 'pod-env',
  container: Container,
  owner: (variable: EnvVariable) => SiteOwner,
): SecretSite[] {
  const sites: SecretSite[] = [];
  for (const variable of container.env) {
    if (variable.value === undefined || variable.value === '' || !variable.valueSpan) continue;
    const about = { kind, covers: variable.at, owner: owner(variable) };
    if (variable.fallback)
      sites.push(siteAt(text, { ...about, name: variable.name }, variable.fallback.text, variable.fallback.at));
    else if (variable.dynamic) sites.push(siteAt(text, about, variable.value, variable.valueSpan));
    else sites.push(siteAt(text, { ...about, name: variable.name }, variable.value, variable.valueSpan));
  }
  return sites;
}

/** A container's command line: exec-form words as one command, a single string as text. */
export function commandLineSites(text: string, container: Container, owner: SiteOwner): SecretSite[] {
  const words = container.command;
  const about = { kind: 'command' as const, covers: container.span, owner };
  const list = words.map((w) => ({ text: w.literal ? w.text : undefined, at: w.at }));
  return [...commandSite(about, list), ...words.filter((w) => w.literal).map((w) => siteAt(text, about, w.text, w.at))];
}
