/** Runs the detectors over the sites of a unit. Each secret is found once, at the most informative site. */

import type { Unit } from '../domain/unit.ts';
import { holeCharacter } from '../shell/joined-words.ts';
import { placeOf } from '../text/mapped-text.ts';
import { memoLast } from '../text/memo-last.ts';
import { overlaps, type Span, shift } from '../text/span.ts';
import { detectAssignment } from './detect/assignment.ts';
import { base64Text } from './detect/base64.ts';
import { detectInCommand } from './detect/command.ts';
import { secretsOfShape } from './detect/command-value.ts';
import { hasKnownFormat, rank, type SecretHit, withoutOverlaps } from './detect/hit.ts';
import { detectInJson, detectInOptions } from './detect/options.ts';
import { notASecret } from './detect/placeholder.ts';
import { detectInText } from './detect/scan.ts';
import { detectInSql } from './detect/sql.ts';
import { detectInFile } from './sites/files.ts';
import { detectInLines } from './sites/lines.ts';
import { placedIn } from './sites/placed.ts';
import type { SecretSite } from './sites/site.ts';
import { secretSites } from './sites/sites.ts';
import { textHits } from './sites/text-hits.ts';
import { rememberWithoutSecret } from './sites/without-secret.ts';

/** A hit with its place in the unit: the span of the secret itself, or of the text around it where escapes change the offsets. */
export interface SiteHit {
  readonly hit: SecretHit;
  readonly at: Span;
}
interface Claim extends SiteHit {
  readonly site: SecretSite;
}

const NONE: readonly SiteHit[] = [];
// The key is the list of sites, not the unit: when sites are rebuilt they are new objects, and an old result would not contain them.
const hitsOf = memoLast((sites: readonly SecretSite[]) => {
  const all = sites.flatMap(claims);
  rememberWithoutSecret(sites, new Set(all.map((claim) => claim.site)));
  return settled(all);
});

/**
 * The secrets found at `site`, which must be one of `secretSites(unit)`. A secret that several sites cover is reported at one of them
 * only.
 */
export const hitsAt = (unit: Unit, site: SecretSite): readonly SiteHit[] => hitsOf(secretSites(unit)).get(site) ?? NONE;

/** Values of a Secret manifest have a rule of their own: a Secret is the right place for a secret. */
function claims(site: SecretSite): Claim[] {
  if (site.kind === 'secret-manifest') return [];
  if (site.words) return inWords(site, site.words).filter(({ hit }) => site.kind !== 'field' || isCertain(hit));
  return inValue(site).map((hit) => ({ site, hit, at: placedIn(site, hit.span) }));
}

function inWords(site: SecretSite, words: NonNullable<SecretSite['words']>): Claim[] {
  return detectInCommand(
    words.map((w) => w.text),
    site.pipedTo,
  ).flatMap((hit) => {
    const word = words[hit.word];
    const exact = word && word.at.end - word.at.start === word.text?.length;
    const source = exact ? undefined : word?.places?.();
    const at = source ? placeOf(source, hit.span) : word?.at;
    return word && at ? [{ site, hit, at: exact ? shift(hit.span, word.at.start) : at }] : [];
  });
}

function inValue(site: SecretSite): SecretHit[] {
  const { name, value } = site;
  // Annotations name other objects' secrets (`auth-secret: basic-auth`), so only known formats count.
  if (site.kind === 'annotation') return detectInText(value);
  if (site.kind === 'env-example')
    return detectInText(value).filter((hit) => hasKnownFormat(hit) && hit.confidence === 'high');
  if (site.kind === 'text')
    return detectInText(value).filter((hit) => hasKnownFormat(hit) && hit.confidence === 'high');
  if (site.kind === 'field') return certain(name, value);
  if (site.kind === 'registry-auth') return registryPassword(value);
  const named = name === undefined ? undefined : assigned(site, name);
  if (!value.trimEnd().includes('\n')) {
    if (named) return [named];
    if (site.file !== undefined) return outsideHoles(value, detectInFile(site.file, value));
    const own = name === undefined ? detectInText(value) : [];
    const options = name !== undefined && isVariable(site) ? detectInOptions(name, value) : [];
    const inFile = isFile(site) ? detectInLines(value, name) : [];
    const json = isFile(site) || isVariable(site) ? detectInJson(value) : [];
    return withoutOverlaps([...own, ...options, ...json, ...inFile]);
  }
  if (site.file !== undefined)
    return outsideHoles(value, withoutOverlaps([...(named ? [named] : []), ...detectInFile(site.file, value)]));
  const lines = isFile(site) || isVariable(site) ? detectInLines(value, name) : [];
  const sql = isFile(site) ? detectInSql(value) : [];
  return withoutOverlaps([...(named ? [named] : []), ...detectInText(value), ...lines, ...sql]);
}

/** Without those that an expansion of a shell completes. */
const outsideHoles = (value: string, hits: readonly SecretHit[]): SecretHit[] =>
  hits.filter(({ span }) => !value.slice(span.start, span.end).includes(holeCharacter));

/** Only the name of such a field is known. Less certain hits would be wrong too often. */
function certain(name: string | undefined, value: string): SecretHit[] {
  // A header of this name holds nothing but credentials.
  if (name !== undefined && /^(?:proxy-)?authorization$/i.test(name)) return inHeader(name, value);
  const named = name === undefined ? undefined : detectAssignment(name, value);
  const found = named ? [named] : detectInText(value);
  return found.filter(isCertain);
}

function inHeader(name: string, value: string): SecretHit[] {
  const lead = `${name}: `;
  return secretsOfShape('header', lead + value, 0, 0, 'authorization header')
    .filter((hit) => hit.confidence !== 'low' && hit.kind !== 'weak-default' && hit.span.start >= lead.length)
    .map((hit) => ({ ...hit, span: shift(hit.span, -lead.length) }));
}

const isCertain = ({ confidence, kind }: SecretHit): boolean => confidence === 'high' && kind !== 'weak-default';

/** `auth` of a registry: base64 of `user:password`. */
function registryPassword(value: string): SecretHit[] {
  const pair = base64Text(value);
  const password = pair?.slice(pair.indexOf(':') + 1) ?? '';
  if (!pair?.includes(':') || password === '' || notASecret(password) !== undefined) return [];
  const span = { start: 0, end: value.length };
  return [{ kind: 'assignment', what: 'registry password', confidence: 'high', span }];
}

/** In `RUN SECRET_KEY=dummy ./build` the value lasts for one command and is not stored, so a weak default matters little. */
function assigned({ kind, value }: SecretSite, name: string): SecretHit | undefined {
  const hit = detectAssignment(name, value);
  return hit?.kind === 'weak-default' && kind === 'run' ? { ...hit, confidence: 'low' } : hit;
}

/** A variable may hold options for the program or for one that it starts. */
const isVariable = ({ kind }: SecretSite): boolean =>
  kind === 'env' ||
  kind === 'arg' ||
  kind === 'run' ||
  kind === 'compose-env' ||
  kind === 'build-arg' ||
  kind === 'pod-env' ||
  kind === 'env-file';

/** The text of the site is a file, not a script or a whole instruction. */
const isFile = ({ kind, owner }: SecretSite): boolean =>
  kind === 'config' ||
  kind === 'config-map' ||
  kind === 'setting' ||
  (kind === 'heredoc' && owner.in === 'dockerfile' && owner.instruction.keyword !== 'RUN');

/** Whether `a` is the better of two hits: higher confidence, then a known format, then a name, then the shorter span. */
function better(a: Claim, b: Claim): boolean {
  const by = rank(a.hit.confidence) - rank(b.hit.confidence);
  if (by !== 0) return by > 0;
  if (hasKnownFormat(a.hit) !== hasKnownFormat(b.hit)) return hasKnownFormat(a.hit);
  if ((a.site.name === undefined) !== (b.site.name === undefined)) return a.site.name !== undefined;
  return a.at.end - a.at.start < b.at.end - b.at.start;
}

/** Of claims that overlap it keeps the best. Takes n log n time in the number of claims, for the sort. */
function settled(all: Claim[]): Map<SecretSite, SiteHit[]> {
  const kept: Claim[] = [];
  for (const claim of all.sort((a, b) => a.at.start - b.at.start || b.at.end - a.at.end)) {
    const last = kept.at(-1);
    if (!last || !overlaps(last.at, claim.at)) kept.push(claim);
    else if (better(claim, last)) kept[kept.length - 1] = claim;
  }
  const bySite = new Map<SecretSite, SiteHit[]>();
  for (const { site, hit, at } of kept) {
    const list = bySite.get(site);
    if (list) list.push({ hit, at });
    else bySite.set(site, [{ hit, at }]);
  }
  return bySite;
}

/**
 * Spans that no output may show: every possible secret of a unit at any confidence, the values of Secret manifests, and every text in
 * a known secret format. Offsets are relative to the unit; spans are unsorted and may overlap.
 */
export function secretSpans(unit: Unit): Span[] {
  const anywhere = textHits(unit).map((hit) => hit.span);
  const atSites = secretSites(unit).flatMap((site) =>
    site.kind === 'secret-manifest' ? [site.at] : [...hitsAt(unit, site).map((h) => h.at), ...likely(site)],
  );
  return [...anywhere, ...atSites];
}

/** Possible secrets at sites where only certain ones are reported. */
function likely(site: SecretSite): Span[] {
  if (site.kind !== 'field' && site.kind !== 'annotation' && site.kind !== 'env-example') return [];
  if (site.words) return inWords(site, site.words).map((claim) => claim.at);
  const named = site.name === undefined ? undefined : detectAssignment(site.name, site.value);
  return named ? [placedIn(site, named.span)] : [];
}
