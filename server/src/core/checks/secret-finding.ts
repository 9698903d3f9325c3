/** Builds the finding for a secret at a site. */

import { isPrivateHost } from '../network/hosts.ts';
import { isDataImage, sensitiveService } from '../network/sensitive-ports.ts';
import type { Context, Finding, Fix, Severity } from '../rule/rule.ts';
import { isAllowed, valueHash } from '../secrets/allow.ts';
import type { WordHit } from '../secrets/detect/command-value.ts';
import { looksRandom } from '../secrets/detect/entropy.ts';
import { hasKnownFormat, type SecretHit } from '../secrets/detect/hit.ts';
import { secretName } from '../secrets/detect/names.ts';
import { hitsAt, type SiteHit } from '../secrets/hits.ts';
import type { SecretSite } from '../secrets/sites/site.ts';
import type { Span } from '../text/span.ts';
import { gitIgnores, isTracked } from '../workspace/git-ignores.ts';
import { isForBuild } from './for-build.ts';
import { onlyHelps } from './helper-file.ts';
import { isMadeOfNames } from './made-of-names.ts';
import { isMeant, isOfClient, opensStoreFile } from './meant-secret.ts';
import { onlyStores } from './open-store.ts';
import { hasPage, hostAfter, isOfStore, isOutOfReach, isReachable } from './out-of-reach.ts';
import { isForProduction } from './production.ts';
import { amongCopies } from './secret-copies.ts';
import { messageOf } from './secret-message.ts';
import { fallbackOf, isNeverUsed, isReadInstead, isUnasked } from './unused-secret.ts';

/** The secrets at a site that rules report. Left out: secrets that the configuration allows, and files that Git ignores. */
export function reportableHits(site: SecretSite, ctx: Context): readonly SiteHit[] {
  const found = hitsAt(ctx.unit, site);
  if (found.length === 0 || (ctx.unit.kind === 'env' && gitIgnores(ctx.workspace, ctx.unit.path))) return [];
  const { allow } = ctx.settings.secrets;
  const at = { path: ctx.unit.path, name: site.name };
  return found.filter(({ hit }) => !isAllowed(allow, { ...at, value: () => secretText(site, hit) }));
}

/**
 * The parts of a finding that all secret rules share. A low-confidence hit gets no fixes: moving a value on a suspicion is not worth
 * it.
 */
export function secretFinding(
  site: SecretSite,
  { hit, at }: SiteHit,
  ctx: Context,
  fixes: () => readonly Fix[],
): Finding {
  const git =
    site.kind === 'env-file'
      ? `, in a file that Git ${isTracked(ctx.workspace, ctx.unit.path) ? 'tracks' : 'does not ignore'}`
      : '';
  const isQuiet = opensLittle(site, { hit, at }, ctx);
  const confidence = hit.kind === 'weak-default' && hit.confidence === 'high' ? 'medium' : hit.confidence;
  const value = secretText(site, hit);
  const profile =
    confidence === 'low' ? 'audit' : isQuiet || isForTrying(site, { hit, at }, ctx) ? 'strict' : 'default';
  return {
    at,
    confidence,
    severity: isQuiet ? 'info' : severityOf(hit, site),
    profile,
    // Words are equal by chance, and whether they are reported depends on the names of their file.
    ...(profile === 'default' && site.kind === 'env-file' && !WORDS.test(value) ? amongCopies(value, ctx) : {}),
    ...(isOwnOfTests(hit, site, at, ctx)
      ? { whereLowered: 'strict' as const, noFixWhereLowered: true as const }
      : { whereLowered: 'default' as const }),
    message: `${messageOf(hit, site, ctx.unit.text)}${git}`,
    ...(hit.kind === 'weak-default' || WORDS.test(value) ? { standsIn: true as const } : {}),
    ...(isByName(hit, site) ? {} : { evidence: 'value' }),
    // Whoever takes the first default out of an image takes out all.
    ...(site.kind === 'env' && isByName(hit, site) ? { sameCause: 'ENV' } : {}),
    secretHash: () => valueHash(value),
    // Finding all places of a secret takes time, and diagnostics while typing do not need them.
    fixes: confidence === 'low' || isUnasked(site) ? [] : fixes,
  };
}

/** Whether the secret opens nothing, or nothing that an outsider reaches. A token of a provider or a private key always counts. */
const opensLittle = (site: SecretSite, found: SiteHit, ctx: Context): boolean =>
  !hasKnownFormat(found.hit) &&
  (isNeverUsed(site, found, ctx) ||
    (isGuessed(site, found.hit, ctx) && (isReadInstead(ctx.unit, found.at.start) || isOutOfReach(site, found, ctx))));

/** Whether the password is a well-known default or, but in production, made up by a person. Any other one may open something elsewhere. */
const isGuessed = (site: SecretSite, hit: SecretHit, { unit }: Context): boolean =>
  hit.kind === 'weak-default' ||
  (/^(?:assignment|url-credentials)$/.test(hit.kind) &&
    !isForProduction(unit.path) &&
    WORDS.test(secretText(site, hit)));

/** Words and a few digits behind them: `shop-admin`, `dragon2024!`. */
const WORDS = /^[A-Za-z]{2,40}(?:[-_.][A-Za-z]{2,40}){0,5}[-_@.]?\d{0,4}!?$/;

/**
 * Whether a password is one for trying a program: it repeats names of its file, or is a well-known default in an environment file or of a database in the same Compose file (whose
 * published port is the finding then), and the file is not for production. Of some twenty such findings in public repositories, read in November 2026, a maintainer would have acted on none.
 */
function isForTrying(site: SecretSite, { hit, at }: SiteHit, ctx: Context): boolean {
  const { unit } = ctx;
  // In a file for production too.
  if (isForBuild(site, { hit, at }, ctx) || (!hasKnownFormat(hit) && isMeant(unit, at, site))) return true;
  if (isForProduction(unit.path)) return false;
  if (isOfComposeTemplate(site, { hit, at }, ctx)) return true;
  if (isOfHelper(hit, site, at, ctx)) return true;
  if (hit.kind === 'weak-default') {
    if (opensStoreFile(site) || isOfClient(site) || isMarked(at, unit.text)) return true;
    if (isLoginOfNobody(site, hit, ctx)) return true;
    const startsStores = unit.kind === 'compose' && onlyStores(unit.compose);
    return site.kind === 'env-file' || startsStores || isOfStore(site, { hit, at }, ctx);
  }
  const isByPlace = hit.kind === 'assignment' || (hit.kind === 'url-credentials' && isOfPrivateHost(at, unit.text));
  return isByPlace && isMadeOfNames(secretText(site, hit), site, ctx);
}

/** Whether it is a password of words for a program of a file that only helps. A key, a URL or a random password may open something elsewhere. */
const isOfHelper = (hit: SecretHit, site: SecretSite, at: Span, ctx: Context): boolean =>
  /^pass(?:word|phrase)/.test(hit.what) &&
  !hasKnownFormat(hit) &&
  !looksRandom(secretText(site, hit)) &&
  (hit.kind !== 'url-credentials' || isOfPrivateHost(at, ctx.unit.text)) &&
  onlyHelps(ctx);

/**
 * Whether a Compose file holds a secret of words, or a well-known one, without a variable in whose place it stands: who runs the file sees it there and sets another one. A well-known password of a first
 * administrator is for `isLoginOfNobody`. Of some forty such findings in public repositories, read until 2026-11-30, a maintainer would have acted on three, in our judgement; of nine defaults of variables on all.
 */
function isOfComposeTemplate(site: SecretSite, { hit, at }: SiteHit, { unit }: Context): boolean {
  if (unit.kind !== 'compose' || fallbackOf(site, unit.text) !== undefined) return false;
  const host = hostAfter(unit.text, at.end);
  if (host !== undefined && !isPrivateHost(host)) return false;
  if (hit.kind === 'weak-default') return !FIRST_LOGIN.test(site.name ?? '');
  return !hasKnownFormat(hit) && hit.kind !== 'url-credentials' && WORDS.test(secretText(site, hit));
}

/** Whether the comment at the end of the line says that the value must be changed: its author knows. */
const isMarked = (at: Span, text: string): boolean =>
  /^[^\n#]*#[^\n]*\b(?:change|replace)\b/i.test(text.slice(at.end, at.end + 200));

/** Names of the variables with which a program gets its first administrator. */
const FIRST_LOGIN = /(?:^|_)(?:root|admin(?:istrator)?|initial|first|default|bootstrap|superuser)_/i;

/**
 * Whether a literal in a Compose file is a password that lets no outsider in. One of a first administrator does, unless nobody outside reaches the service, or
 * its published port is a finding of its own. Maintainers seldom act on such a finding: we read some in public repositories.
 */
function isLoginOfNobody(site: SecretSite, hit: SecretHit, { unit }: Context): boolean {
  const { owner, name = '' } = site;
  if (
    unit.kind !== 'compose' ||
    owner.in !== 'compose' ||
    secretName(name) === undefined ||
    !/^pass(?:word|phrase)$/.test(hit.what)
  )
    return false;
  if (hasPage(unit.compose)) return false;
  if (fallbackOf(site, unit.text) !== undefined) return false;
  const { service } = owner;
  if (service === undefined || !FIRST_LOGIN.test(name)) return true;
  const { image, ports } = service.container;
  const repository = image?.reference?.repository;
  const isOfPort = ports.some(({ containerPort }) => sensitiveService(containerPort ?? '', repository) !== undefined);
  return isOfPort || !isReachable(service, unit.compose) || (repository !== undefined && isDataImage(repository));
}

/** Whether only the name of an ENV or ARG shows that its value is a secret. */
const isByName = ({ kind }: SecretHit, site: SecretSite): boolean =>
  (kind === 'assignment' || kind === 'weak-default') && (site.kind === 'env' || site.kind === 'arg');

/** The secret's text. */
function secretText(site: SecretSite, hit: SecretHit): string {
  const text = site.words ? site.words[(hit as WordHit).word]?.text : site.value;
  return text?.slice(hit.span.start, hit.span.end) ?? '';
}

function severityOf({ kind, confidence }: SecretHit, { owner }: SecretSite): Severity {
  if (confidence === 'low') return 'info';
  // An environment file is only presumed to be in the repository, because no `.gitignore` covers it.
  return (kind === 'provider' || kind === 'private-key') &&
    confidence === 'high' &&
    owner.in !== 'env' &&
    !(owner.in === 'unit' && owner.kind === 'env')
    ? 'error'
    : 'warning';
}

/** Characters of what nobody makes up: shorter passwords of tests often have digits between words, or are such a password in base64. */
const LONG = 28;

/**
 * Words in the names of secrets for services that others run (clouds, payment, mail, logins, places of code and images), and of tokens. Of 15 random secrets without such a name in tests and examples of public repositories,
 * read until 2026-11-30, a maintainer would have acted on none, in our judgement.
 */
const OF_ANOTHER =
  /(?:^|_)(?:AWS|AZURE|GCP|GCS|GOOGLE|S3|CLOUDFLARE|STRIPE|PAYPAL|GITHUB|GITLAB|SLACK|DISCORD|TELEGRAM|TWILIO|SENDGRID|MAILGUN|MAIL|MAILER|SMTP|OAUTH2?|OIDC|OPENAI|ANTHROPIC|SENTRY|DATADOG|NPM|DOCKER|DOCKERHUB|TOKEN)(?:_|$)/i;

/**
 * Whether only a test, an example or a developer's machine itself takes the secret: it is no token of a provider, no password for another machine, and not
 * both random and named after a service that others run, unless it is the password of a store that the file starts.
 */
function isOwnOfTests(hit: SecretHit, site: SecretSite, at: Span, ctx: Context): boolean {
  const { unit } = ctx;
  if (hit.kind === 'private-key') return !isForProduction(unit.path);
  if (hit.kind === 'url-credentials') return isOfPrivateHost(at, unit.text);
  if (hasKnownFormat(hit)) return false;
  if (!OF_ANOTHER.test(site.name ?? '') || (/^pass/.test(hit.what) && isOfStore(site, { hit, at }, ctx))) return true;
  const text = secretText(site, hit);
  return hit.kind === 'weak-default' || text.length < LONG || !looksRandom(text);
}

/** Whether the password at `at` in a URL is for a host that only its own network reaches. */
function isOfPrivateHost(at: Span, text: string): boolean {
  const host = hostAfter(text, at.end);
  return host !== undefined && isPrivateHost(host);
}
