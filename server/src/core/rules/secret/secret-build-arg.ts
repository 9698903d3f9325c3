import { finalImageStages } from '../../dockerfile/final-image.ts';
import type { Stage, Variable } from '../../dockerfile/model.ts';
import { mountFixes, passedFixes } from '../../fixes/secret/build.ts';
import { type Finding, rule } from '../../rule/rule.ts';
import { type SecretName, secretName } from '../../secrets/detect/names.ts';
import { isSwitch, notASecret } from '../../secrets/detect/placeholder.ts';
import { withArticle } from '../../secrets/detect/wording.ts';
import { nameToShow } from '../../secrets/sites/site-of.ts';

export default rule(
  {
    id: 'secret/secret-build-arg',
    title: 'Secret in build argument',
    why: 'The value of an ARG is stored in the image’s history, its provenance and the build cache, and the value of an ENV in the image’s configuration. Anyone who can pull the image reads it with `docker history` or `docker inspect`. A secret mount gives the value to one RUN and leaves nothing in the image.',
    severity: 'warning',
    confidence: 'high',
    profile: 'default',
    fix: 'review',
    since: '0.1.0',
    tags: ['dockerfile', 'compose', 'credentials'],
    refs: {
      cisDocker: ['4.10'],
      nist800190: ['4.1.4'],
      owaspDocker: ['12'],
      cwe: ['CWE-522', 'CWE-538'],
      hadolint: ['~DL3064'],
      buildkit: ['~SecretsUsedInArgOrEnv'],
      trivy: ['~DS-0031'],
      kics: ['~a88baa34-e2ad-44ea-ad6f-8cac87bc7c71'],
      semgrep: ['secret-in-build-arg'],
      'sonar-iac': ['~S6472'],
      tally: ['~buildkit/SecretsUsedInArgOrEnv', '~tally/ruby/secrets-in-arg-or-env'],
    },
  },
  {
    *instruction(instruction, ctx) {
      for (const variable of instruction.variables) {
        const secret = secretName(variable.name);
        const name = nameToShow(variable.name);
        if (!secret || !name || !holdsNoLiteral(variable)) continue;
        const { unit } = ctx;
        const stage = unit.kind === 'dockerfile' ? unit.dockerfile.stages[instruction.stage] : undefined;
        if (unit.kind !== 'dockerfile' || !stage) return;
        if (!isSet(variable, stage)) continue;
        const inFinalImage = finalImageStages(unit.dockerfile).has(stage);
        const where =
          variable.kind === 'ENV'
            ? `ENV keeps ${withArticle(secret.what)} in the image's configuration: \`${name}\``
            : `ARG passes ${withArticle(secret.what)}, which stays in the ${inFinalImage ? "image's history" : 'build cache'}: \`${name}\``;
        yield {
          ...confidenceOf(secret),
          ...(inFinalImage ? {} : inCacheOnly(secret)),
          at: variable.nameSpan,
          message: where,
          fixes: mountFixes(ctx, unit, variable, false),
        };
      }
    },
    *service(service, ctx) {
      for (const arg of service.build?.args ?? []) {
        const secret = secretName(arg.name);
        const name = nameToShow(arg.name);
        if (!secret || !name || (arg.value && (!arg.dynamic || arg.fallback))) continue;
        yield {
          ...confidenceOf(secret),
          at: arg.nameSpan,
          covers: arg.at,
          message: `The build of \`${service.name}\` gets ${withArticle(secret.what)} as an argument, which stays in the image's history: \`${name}\``,
          fixes: passedFixes(ctx, service, arg, false),
        };
      }
    },
  },
);

const confidenceOf = ({ confidence }: SecretName): Pick<Finding, 'confidence' | 'profile'> => ({
  confidence,
  profile: confidence === 'low' ? 'audit' : 'default',
});

/** The build cache stays with whoever builds, so few maintainers act on it. */
const inCacheOnly = ({ confidence }: SecretName): Pick<Finding, 'severity' | 'profile'> => ({
  severity: 'info',
  profile: confidence === 'low' ? 'audit' : 'strict',
});

/**
 * Whether the value is empty, a placeholder or another variable: `secret/hardcoded-secret` reports literals. An ENV
 * without a value holds nothing, and a variable whose default is a switch (`${CREDENTIALS:-true}`) holds one.
 */
function holdsNoLiteral({ kind, raw }: Variable): boolean {
  const value = unquoted(raw ?? '');
  if (value === '') return kind === 'ARG';
  if (/^\$(?:\w+|\{\w+\})$/.test(value)) return true;
  if (value.includes('$')) {
    const fallback = /^\$\{\w+:[-?]([^${}]{0,100})\}$/.exec(value)?.[1];
    return fallback !== undefined && !isSwitch(unquoted(fallback));
  }
  return kind === 'ARG' && /placeholder|no value|filler/.test(notASecret(value) ?? '');
}

const unquoted = (value: string): string => value.replace(/^(["'])(.*)\1$/s, '$2');

/**
 * Whether something gives `ENV X=${X}` a value that may be secret: an ARG or ENV of the stage, or of one that it continues. Else it has
 * that of the base image, if any.
 */
function isSet(variable: Variable, stage: Stage): boolean {
  const read = variable.kind === 'ENV' ? /^["']?\$\{?(\w+)\}?["']?$/.exec(variable.raw ?? '')?.[1] : undefined;
  if (read === undefined) return true;
  const others = stage.instructions.flatMap(({ variables }) => variables).filter((one) => one.raw !== variable.raw);
  if (others.some(({ name, raw }) => name === read && !isSwitch(unquoted(raw ?? '')))) return true;
  return stage.source.kind === 'stage' && isSet(variable, stage.source.stage);
}
