/** Files whose text says that they are for a developer's machine: in the comment at their beginning, or by the mode in which a Compose file runs its services. */
import type { Unit } from '../domain/unit.ts';
import { isForProduction } from './production.ts';

/** Characters in which a file says what it is for. */
const BEGINNING = 2000;

/** The comments above the first line of a file; empty if there are none. */
export const headOf = (text: string): string =>
  /^(?:[ \t]*(?:#[^\n]*|---[ \t]*)?\r?\n)+/.exec(text.slice(0, BEGINNING))?.[0] ?? '';

/** Whether the comments at the beginning of a file say that it is for development, tests or a demonstration, and not for production too. */
export function saysForDevelopers(text: string): boolean {
  const head = headOf(text).replace(/[\s#*]+/g, ' ');
  if (head === '' || !WORDS.test(head)) return false;
  return (
    NOT_PRODUCTION.test(head) ||
    (FOR_DEVELOPERS.test(head) && !/\bprod(?:uction)?\b/i.test(head.replace(ELSEWHERE, '')))
  );
}

/** What leads to the files of production: "For a production setup, see …". */
const ELSEWHERE =
  /\bfor (?:a |an |the )?prod(?:uction)?(?: [\w-]+){0,3},? (?:please )?(?:refer to|see|look at|check|use \S*[./]\w)/gi;

/** What each of the expressions below needs: most files have none of it. */
const WORDS = /prod|develop|test|demo|local|validat/i;
const NOT_PRODUCTION =
  /\b(?:not|never|don['\u2019]t|isn['\u2019]t)\b(?: [\w/,-]+){0,5} (?:for|in|as) (?:a |use in )?prod(?:uction)?\b|\bnot production[ -](?:ready|grade)\b/i;
const FOR_DEVELOPERS =
  /\b(?:only|used?|useful|intended|meant|designed|file|stack|setup|config(?:uration)?|compose|environment|services|dependencies|image|dockerfile|(?:docker|container) ?file)(?: is| are)?(?: \w+)? for (?:the )?(?:local |manual |quick |integration |end-to-end |e2e |unit |load )?(?:development|testing|tests|validating|validation|demos?|demonstration)\b|\blocal (?:development|dev|testing)(?: (?:only|environment|setup|stack|infrastructure|services|compose|docker))|\b(?:dev|development) (?:environment|setup|stack) (?:for|of|with)\b/i;

/** Whether a service of a Compose file states that it runs in development, and none that it runs in production. */
export function runsInDevelopment(unit: Unit): boolean {
  if (unit.kind !== 'compose' || isForProduction(unit.path)) return false;
  const modes = unit.compose.services.flatMap(({ container }) =>
    container.env.flatMap(({ name, value, fallback }) => {
      const mode = fallback?.text ?? value;
      return MODE.test(name) && mode !== undefined ? [mode] : [];
    }),
  );
  return modes.some((mode) => DEVELOPMENT.test(mode)) && !modes.some((mode) => /^prod/i.test(mode));
}

/** The variables by which frameworks choose a mode. Sources: the documentations of Node.js, Rails, Symfony and Laravel, Flask, Phoenix, ASP.NET Core. */
const MODE =
  /^(?:NODE|RAILS|RACK|APP|FLASK|MIX|GO|DJANGO|SYMFONY)_ENV$|^(?:ASPNETCORE|DOTNET)_ENVIRONMENT$|^(?:ENV|ENVIRONMENT)$/;
const DEVELOPMENT = /^(?:dev|devel|development|local|test|testing)$/i;
