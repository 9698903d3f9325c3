import type { EnvFileUnit } from '../../domain/unit.ts';
import type { SecretSite } from './site.ts';
import { siteAt } from './site-of.ts';

/** `.env.example`, `sample.env`: a file to copy and fill in. */
const EXAMPLE =
  /(?:^|[._-])(?:examples?|samples?|dist|templates?|tpl|tmpl|defaults?|skel(?:eton)?|schema|stub|dummy|test(?:ing)?|ci)(?:[._-]|$)/i;

/** Sites of the variables in an environment file. */
export function envFileSites({ path, text, env }: EnvFileUnit): SecretSite[] {
  const kind = EXAMPLE.test(path.slice(path.lastIndexOf('/') + 1)) ? 'env-example' : 'env-file';
  return env.variables.flatMap((variable) => {
    const { name, value, valueSpan, dynamic, span } = variable;
    const about = { kind, covers: span, owner: { in: 'env', variable } } as const;
    // A value with a variable in it is not literal: only a known format in it counts.
    return value === '' ? [] : [siteAt(text, dynamic ? about : { ...about, name }, value, valueSpan)];
  });
}
