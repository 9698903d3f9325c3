/** Secrets that only a command of a build gets: `RUN SECRET_KEY=dummy python manage.py collectstatic`. */
import type { Instruction } from '../dockerfile/model.ts';
import { isPrivateHost } from '../network/hosts.ts';
import type { Context } from '../rule/rule.ts';
import { looksRandom } from '../secrets/detect/entropy.ts';
import { hasKnownFormat } from '../secrets/detect/hit.ts';
import type { SiteHit } from '../secrets/hits.ts';
import type { SecretSite } from '../secrets/sites/site.ts';
import { knownStart } from '../shell/shell.ts';
import { contains, type Span } from '../text/span.ts';
import { hostAfter } from './out-of-reach.ts';

/**
 * Words of commands that make files of a program. They start its whole settings, which ask for a secret, and keep none of it. Sources, all read on 2026-12-01: Django and
 * django-compressor ("Management commands"), the Rails guide "The Asset Pipeline" and `SECRET_KEY_BASE_DUMMY`, Laravel ("Package Discovery"), Symfony (`cache:warmup`,
 * `assets:install`), Phoenix (`mix phx.digest`), Prisma (`prisma generate`).
 */
const MAKES =
  /^(?:collectstatic|compilemessages|compress|compilescss|tailwind|assets:(?:precompile|install|deploy)|assets\.deploy|phx\.digest|webpacker:compile|package:discover|cache:warmup|tsc|generate)$/;
/** A script of `package.json`, and programs that build. */
const BUILDS = /^(?:build|compile|bundle|export)(?:[:._-][\w:.-]*)?$/;

/** What a person writes to say that a value stands in for a secret. */
const STANDS_IN =
  /(?:^|[-_. ])(?:build(?:time)?|compile|precompile|collectstatic|dummy|fake|temp(?:orary)?|tmp|test|example|sample|unused|ignored?|insecure|throwaway|not|none|only|any(?:thing)?|placeholder|whatever|foo(?:bar)?)(?:[-_. ]|$)/i;

/**
 * Whether a secret of a RUN lasts for that RUN only and stands in for the one that the program gets later: it is made of words that say so, or of words for a command
 * that makes files. A variable that is set in RUN is none of the image; a random value is in its history all the same.
 */
export function isForBuild({ owner }: SecretSite, { hit, at }: SiteHit, { unit }: Context): boolean {
  if (owner.in !== 'dockerfile' || owner.instruction.keyword !== 'RUN' || !isVariable(owner.instruction, at))
    return false;
  const host = hostAfter(unit.text, at.end);
  if (hasKnownFormat(hit) || (host !== undefined && !isPrivateHost(host))) return false;
  const value = unit.text.slice(at.start, at.end);
  if (looksRandom(value) || !/^[\w .,:!?@-]{1,80}$/.test(value) || /\d{4}/.test(value)) return false;
  if (hit.kind === 'assignment' && STANDS_IN.test(value)) return true;
  return makesFiles(owner.instruction) && (hit.kind !== 'assignment' || !/\d/.test(value));
}

/** Whether the value is that of an assignment, as `A=b`, `env A=b …` or `export A=b`, and nothing that a command gets or writes. */
const isVariable = (instruction: Instruction, at: Span): boolean =>
  instruction.commands().some(({ assignments, words }) => {
    if (assignments.some(({ value }) => contains(value.span, at))) return true;
    return words[0] !== undefined && /^(?:env|export)$/.test(words[0].raw) && words.some((w) => contains(w.span, at));
  });

const makesFiles = (instruction: Instruction): boolean =>
  instruction.commands().some(({ words }) => {
    const known = words.map(knownStart);
    return known.some((word) => MAKES.test(word)) || known.slice(1).some((word) => BUILDS.test(word));
  });
