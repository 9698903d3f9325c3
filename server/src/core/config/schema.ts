/** JSON Schema of `.seaworthy.yaml`, for the completion and hovers of our server and of YAML editors. `read.ts` decides what is valid. */

import { concerns } from '../rule/concerns.ts';
import type { RuleMeta } from '../rule/rule.ts';
import { VALUE_HASH } from '../secrets/allow.ts';
import { defaultSecrets, MANIFESTS, PROVIDERS, STORE_KINDS } from '../secrets/settings.ts';
import { API_GROUP, TEMPLATE_PATH } from './read-pod-templates.ts';
import type { ConfigSchema } from './schema-at.ts';
import { FAIL_ON, LEVELS, LOWER_SEVERITY, OTHER_TOOLS, PROFILES, SEVERITIES } from './settings.ts';

export type { FailOn } from './settings.ts';

/** Versions of the Pod Security Standards: `v1.34`, `latest`. */
export const VERSION = /^(?:latest|v1\.(?:0|[1-9]\d{0,2}))$/;

const strings = (description: string): ConfigSchema => ({
  type: 'array',
  items: { type: 'string', minLength: 1 },
  description,
});

const choice = (values: readonly string[], texts: readonly string[]): ConfigSchema[] =>
  values.map((value, i) => ({ const: value, description: texts[i]! }));

function optionSchema(meta: RuleMeta): ConfigSchema {
  const properties: Record<string, ConfigSchema> = {};
  for (const [name, option] of Object.entries(meta.options ?? {})) {
    const shape = option.type === 'strings' ? { type: 'array', items: { type: 'string' } } : { type: option.type };
    properties[name] = { ...shape, default: option.default, description: option.description };
  }
  return { type: 'object', additionalProperties: false, properties };
}

function ruleSchema(meta: RuleMeta): ConfigSchema {
  const properties: Record<string, ConfigSchema> = { severity: { $ref: '#/definitions/severity' } };
  if (meta.options) properties.options = optionSchema(meta);
  return {
    description: meta.title,
    anyOf: [{ $ref: '#/definitions/severity' }, { type: 'object', additionalProperties: false, properties }],
  };
}

/** The keys that a configuration and the entries of its `overrides` have in common. */
const sharedProperties = (byId: Record<string, ConfigSchema>): Record<string, ConfigSchema> => ({
  profile: {
    default: 'default',
    description: 'How much is reported. Each profile includes the ones before it',
    oneOf: choice(PROFILES, [
      'Few findings, each certain',
      'Also missing hardening',
      'Everything, including findings that may be wrong',
    ]),
  },
  rules: {
    type: 'object',
    additionalProperties: false,
    description: 'Severity and options by rule. A severity turns the rule on in every profile',
    properties: byId,
  },
  images: {
    type: 'object',
    additionalProperties: false,
    description: 'Which images are trusted: patterns over registry, namespace and name',
    properties: {
      trusted: strings('If not empty, only images that match are trusted'),
      untrusted: strings('Never trusted, even if they match `trusted`'),
    },
  },
  podSecurity: {
    type: 'object',
    additionalProperties: false,
    required: ['level'],
    description: 'The Pod Security Standard to check pods against',
    properties: {
      level: { enum: [...LEVELS] },
      version: { type: 'string', pattern: VERSION.source, default: 'latest' },
    },
  },
  secrets: {
    type: 'object',
    additionalProperties: false,
    description: 'Which values are not secrets, and the source of the Secrets in a cluster',
    properties: {
      allow: {
        type: 'object',
        additionalProperties: false,
        description: 'Values that the secret rules ignore',
        properties: {
          names: strings('Names of variables and keys, with `*` and `?`'),
          values: {
            type: 'array',
            items: { type: 'string', pattern: VALUE_HASH.source },
            description: 'Hashes of values, written by a quick fix. Never put a value itself here',
          },
          paths: strings('Paths as in .gitignore, relative to the folder of this file'),
        },
      },
      store: {
        type: 'object',
        additionalProperties: false,
        description: 'What fixes write instead of a literal in Kubernetes YAML',
        properties: {
          manifests: {
            default: defaultSecrets.store.manifests,
            oneOf: choice(MANIFESTS, [
              'A Secret without values',
              'An ExternalSecret of the External Secrets Operator',
              'A SealedSecret that kubeseal fills',
            ]),
          },
          provider: { enum: [...PROVIDERS], default: 'vault', description: 'The store behind the ExternalSecret' },
          name: { type: 'string', description: 'Name of the SecretStore' },
          kind: { enum: [...STORE_KINDS], default: 'ClusterSecretStore' },
        },
      },
    },
  },
  failOn: {
    enum: [...FAIL_ON],
    default: 'warning',
    description: 'The lowest severity that makes `seaworthy check` exit with 1',
  },
});

const DAY = '^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$';

/** Builds the schema (draft-07) from the rules' metadata: ids with their titles, options with their defaults. */
export function configSchema(rules: readonly RuleMeta[]): ConfigSchema {
  const byId: Record<string, ConfigSchema> = {};
  // Concerns come last, so that a new rule never follows the last entry, whose line has no comma.
  for (const meta of [...rules].sort((a, b) => (a.id < b.id ? -1 : 1))) byId[meta.id] = ruleSchema(meta);
  for (const concern of concerns) {
    byId[`${concern}/*`] = {
      description: `Every rule about ${concern} without a separate entry`,
      anyOf: [
        { $ref: '#/definitions/severity' },
        {
          type: 'object',
          additionalProperties: false,
          properties: { severity: { $ref: '#/definitions/severity' } },
        },
      ],
    };
  }
  const shared = sharedProperties(byId);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Seaworthy configuration',
    type: 'object',
    additionalProperties: false,
    definitions: {
      severity: {
        oneOf: choice(
          ['off', ...SEVERITIES],
          [
            'Not reported',
            'Reported as an error',
            'Reported as a warning',
            'Reported as information',
            'Reported as a hint',
          ],
        ),
      },
    },
    properties: {
      extends: {
        description:
          'Configurations that come below this one: paths that begin with `./` or `../`, inside of the workspace, or npm packages in `node_modules`',
        anyOf: [
          { type: 'string', minLength: 1 },
          { type: 'array', items: { type: 'string', minLength: 1 } },
        ],
      },
      profile: shared.profile!,
      rules: shared.rules!,
      exclude: strings('Paths that are not checked, as in .gitignore, relative to the folder of this file'),
      lowerSeverity: {
        ...strings(
          'Paths whose findings are one severity lower, relative to the folder of this file; `[]` switches that off',
        ),
        default: LOWER_SEVERITY,
      },
      ...shared,
      podTemplates: {
        type: 'array',
        description: 'Custom kinds whose objects hold pod templates. Their pods are checked like those of a Deployment',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['group', 'kinds', 'paths'],
          properties: {
            group: {
              type: 'string',
              pattern: API_GROUP.source,
              description: 'The API group without a version: `crawl.example.com`',
            },
            kinds: strings('Kinds of the group'),
            paths: {
              type: 'array',
              items: { type: 'string', pattern: TEMPLATE_PATH.source },
              description:
                'Where the maps with `metadata` and `spec` of the pods are: `spec.worker.template`; `*` is every item or entry',
            },
          },
        },
      },
      overrides: {
        type: 'array',
        description: 'Settings for some of the files. Of several entries for a file the last one comes first',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['files'],
          properties: { files: strings('Paths as in .gitignore, relative to the folder of this file'), ...shared },
        },
      },
      ignore: {
        type: 'array',
        description: 'Findings that are not reported, each with a reason and, if it is for a time, a last day',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['rules'],
          properties: {
            rules: strings('Ids of rules, or `concern/*`'),
            paths: strings('Paths as in .gitignore, relative to the folder of this file. Without it, every file'),
            until: { type: 'string', pattern: DAY, description: 'The last day (YYYY-MM-DD) on which it ignores' },
            reason: { type: 'string', description: 'Why the findings are accepted' },
          },
        },
      },
      otherTools: {
        type: 'array',
        items: { enum: [...OTHER_TOOLS] },
        default: OTHER_TOOLS,
        description: 'The tools whose own configuration files apply where they mean the same; `[]` for none',
      },
      today: {
        type: 'string',
        pattern: DAY,
        description:
          'The day (YYYY-MM-DD) as of which files are judged, such as whether an image has ended. Without it, the current day in UTC',
      },
    },
  };
}
