import type { EnvFileUnit } from '../../domain/unit.ts';
import type { SecretSite } from './site.ts';
import { siteAt } from './site-of.ts';

/** `.env.example`, `sample.env`: what is there to be copied and filled in. */
const EXAMPLE =
  /(?:^|[._-])(?:examples?|samples?|dist|templates?|tpl|tmpl|defaults?|skel(?:eton)?|schema|stub|dummy|test(?:ing)?|ci)(?:[._-]|$)/i;

/** The variables of a file of environment variables. */
export function envFileSites({ path, text, env }: EnvFileUnit): SecretSite[] {
  const kind = EXAMPLE.test(path.slice(path.lastIndexOf('/') + 1)) ? 'env-example' : 'env-file';
  return env.variables.flatMap((variable) => {
    const { name, value, valueSpan, dynamic, span } = variable;
    const about = { kind, covers: span, owner: { in: 'env', variable } } as const;
    // Of a value with a variable in it only what has a form of its own is literal.
    return value === '' ? [] : [siteAt(text, dynamic ? about : { ...about, name }, value, valueSpan)];
  });
}
