/** Builds sites from parts of the models. */
import { interpolate } from '../../compose/interpolate.ts';
import type { Container, EnvVariable } from '../../domain/container.ts';
import { joinWords } from '../../shell/joined-words.ts';
import {
  effectiveCommands,
  lastingVariables,
  mapped,
  parseScript,
  type ShellCommand,
  type ShellLanguage,
  writtenTexts,
} from '../../shell/shell.ts';
import { placeOf } from '../../text/mapped-text.ts';
import { type Span, shift, span } from '../../text/span.ts';
import type { YamlNode } from '../../yaml/node.ts';
import { mayHoldSecret, SECRET_NAME_PARTS } from '../detect/command.ts';
import { detectInText } from '../detect/scan.ts';
import type { SiteOwner } from './owner.ts';
import { type Places, placedIn, scalarPlaces } from './placed.ts';
import type { SecretSite } from './site.ts';

type About = Pick<SecretSite, 'kind' | 'covers' | 'owner'> & { readonly name?: string | undefined };
type Word = NonNullable<SecretSite['words']>[number];

/** A site for `value`, written at `at`. Surrounding quotes are left out of the span where the text has them. */
export function siteAt(text: string, about: About, value: string, at: Span): SecretSite {
  const inner = insideQuotes(text, value, at);
  return {
    ...about,
    name: nameToShow(about.name),
    value,
    at: inner,
    exact: text.slice(inner.start, inner.end) === value,
  };
}

/** A site for `value`, the text of a YAML scalar at `at`. */
function scalarSiteAt(text: string, about: About, value: string, at: Span): SecretSite {
  const site = siteAt(text, about, value, at);
  return site.exact ? site : { ...site, places: scalarPlaces(text, value, site.at) };
}

/** The span of `value` as written at `at`, without the quotes around it. */
export function insideQuotes(text: string, value: string, at: Span): Span {
  const long = at.end - at.start >= value.length + 2;
  const quote = text[at.start];
  return long && (quote === '"' || quote === "'") && text[at.end - 1] === quote ? span(at.start + 1, at.end - 1) : at;
}

/** The name, if messages may show it. A text that is not a name (`DB:postgres://u:p@h/d?x`), or that holds a token, gives `undefined`. */
export function nameToShow(name: string | undefined): string | undefined {
  if (name === undefined || !/^[\w./[\]-]{1,120}$/.test(name)) return undefined;
  // Every token is longer than this.
  return name.length < 16 || detectInText(name).length === 0 ? name : undefined;
}

/** A site for a scalar's text; empty for other nodes, and for templated and empty scalars. */
export function scalarSite(text: string, about: About, node: YamlNode | undefined): SecretSite[] {
  if (node?.type !== 'scalar' || node.templated || node.value === null || node.text === '') return [];
  return [scalarSiteAt(text, about, node.text, node.span)];
}

/** A site for the words of a command. */
export function commandSite(
  about: About,
  words: readonly Word[],
  pipedTo?: readonly (string | undefined)[],
): SecretSite[] {
  const first = words[0];
  const last = words.at(-1);
  if (!first || !last) return [];
  const at = span(first.at.start, Math.max(first.at.end, last.at.end));
  return [{ ...about, name: undefined, value: '', at, exact: false, words, ...(pipedTo && { pipedTo }) }];
}

/**
 * Sites for a shell command and the commands of a script that it runs: the words of each, and its assignments (`PGPASSWORD=x psql`) under the
 * variable's name.
 */
export function shellSites(text: string, about: About, command: ShellCommand): SecretSite[] {
  const scripted = effectiveCommands(command).filter(({ command: { words } }) => !command.words.includes(words[0]!));
  return [command, ...scripted.map((one) => one.command)].flatMap((one) => [
    ...ownSites(text, about, one),
    ...writtenSites(about, one),
  ]);
}

/** A quick check. Texts in a known format are found in the whole file. */
const mayHoldSecretLine = (file: string, text: string): boolean =>
  SECRET_NAME_PARTS.test(text) || SECRET_NAME_PARTS.test(file);

/** Sites for what a command writes to a file. */
const writtenSites = (about: About, command: ShellCommand): SecretSite[] =>
  writtenTexts(command)
    .slice(0, 1)
    .filter(({ file, source }) => mayHoldSecretLine(file, source.text))
    .map(({ file, source }) => {
      const at = placeOf(source, { start: 0, end: source.text.length });
      return { ...about, name: undefined, value: source.text, at, exact: false, places: () => source, file };
    });

function ownSites(text: string, about: About, command: ShellCommand): SecretSite[] {
  const variables = [...command.assignments, ...lastingVariables(command)];
  if (variables.length === 0 && !mayHoldSecret(command.words.map((w) => w.literal ?? w.raw))) return [];
  // The lines of a file are read as such.
  const isFile = writtenTexts(command).some(({ source }) => source.text.trimEnd().includes('\n'));
  const words = (isFile ? [] : command.words).map((w) => ({
    text: w.literal,
    at: insideQuotes(text, w.literal ?? '', w.span),
    places: () => joinWords([w]),
  }));
  const named = variables.flatMap((a) =>
    a.value.literal ? [siteAt(text, { ...about, name: a.name }, a.value.literal, a.value.span)] : [],
  );
  const pipedTo = command.pipedTo?.words.map((w) => w.literal);
  return [...commandSite(about, words, pipedTo), ...named];
}

/** Sites for the commands of a script that is one YAML scalar with the text `script`, written at `at`. */
export function scriptSites(
  text: string,
  about: About,
  script: string,
  at: Span,
  language: ShellLanguage = 'posix',
): SecretSite[] {
  const written = { at, exact: text.slice(at.start, at.end) === script, places: scalarPlaces(text, script, at) };
  const moved = (within: Span): Span => placedIn(written, within);
  return parseScript(mapped(script, 0), language).commands.flatMap((command) =>
    shellSites(script, about, command).map((site) => {
      const place = moved(site.at);
      return {
        ...site,
        at: place,
        exact: site.exact && text.slice(place.start, place.end) === site.value,
        ...(site.places && { places: movedPlaces(site.places, moved) }),
        ...(site.words && {
          words: site.words.map((w) => ({
            ...w,
            at: moved(w.at),
            ...(w.places && { places: movedPlaces(w.places, moved) }),
          })),
        }),
      };
    }),
  );
}

/** The places of a value in a script, in the file that the script stands in. */
function movedPlaces(places: Places, moved: (within: Span) => Span): Places {
  return () => {
    const source = places();
    if (!source) return undefined;
    const place = (i: number): Span => moved(placeOf(source, { start: i, end: i + 1 }));
    return { text: source.text, at: (i) => place(i).start, endOf: (i) => place(i).end };
  };
}

/**
 * Sites for a container's environment: literal values under their names, defaults of `${X:-default}`, and the literal text around a
 * variable.
 */
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
    else if (variable.dynamic) {
      const whole = siteAt(text, about, variable.value, variable.valueSpan);
      sites.push(whole, ...(kind === 'compose-env' ? defaultSites(text, about, whole.at) : []));
    } else {
      sites.push(scalarSiteAt(text, { ...about, name: variable.name }, variable.value, variable.valueSpan));
    }
  }
  return sites;
}

/**
 * Sites for the defaults in a Compose text that holds more than one variable, under the variables' names: both defaults in
 * `postgres://${DB_USER:-shop}:${DB_PASS:-shop}@db`.
 */
export const defaultSites = (text: string, about: About, at: Span): SecretSite[] =>
  interpolate(text.slice(at.start, at.end))
    .defaults.filter((d) => d.text !== '' && !d.text.includes('$'))
    .map((d) => siteAt(text, { ...about, name: d.name }, d.text, shift(d.at, at.start)));

/**
 * Sites for a command line of a container: exec-form words as one command, scripts and unsplit strings as a shell parses them, and each
 * as plain text.
 */
export function commandLineSites(
  text: string,
  { span: covers }: Container,
  words: Container['command'],
  owner: SiteOwner,
): SecretSite[] {
  const about = { kind: 'command' as const, covers, owner };
  const list = words.map((w) => ({ text: w.literal && !w.shell && !w.unsplit ? w.text : undefined, at: w.at }));
  const literal = words.filter((w) => w.literal);
  return [
    ...(list.some((w) => w.text !== undefined) ? commandSite(about, list) : []),
    ...literal.filter((w) => w.shell || w.unsplit).flatMap((w) => scriptSites(text, about, w.text, w.at, w.language)),
    ...literal.map((w) => scalarSiteAt(text, about, w.text, w.at)),
    ...(owner.in === 'compose' ? words.filter((w) => !w.literal).flatMap((w) => defaultSites(text, about, w.at)) : []),
  ];
}
