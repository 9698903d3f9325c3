/** Rules and units for the tests of configuration and suppressions. */
import { readCompose } from '../../server/src/core/compose/read.ts';
import { parseDockerfile } from '../../server/src/core/dockerfile/parse.ts';
import type { DockerfileUnit, Unit } from '../../server/src/core/domain/unit.ts';
import { readKubernetes } from '../../server/src/core/kubernetes/read.ts';
import type { OptionsSchema, Profile, Refs, RuleId, RuleMeta } from '../../server/src/core/rule/rule.ts';
import type { Span, TextEdit } from '../../server/src/core/text/span.ts';
import { parseYaml } from '../../server/src/core/yaml/parse.ts';

export function meta(id: RuleId, refs: Refs = {}, profile: Profile = 'default', options?: OptionsSchema): RuleMeta {
  const common = { title: `About ${id}`, why: 'Because.', severity: 'warning', confidence: 'high' } as const;
  return { id, ...common, profile, fix: 'none', tags: [], refs, since: '0.1.0', options };
}

export const rootUser = meta('user/root-user', {
  hadolint: ['DL3002'],
  trivy: ['DS-0002', 'KSV-0012'],
  checkov: ['CKV_DOCKER_3', 'CKV_K8S_23'],
  kics: ['fd54f200-402c-4333-a5a4-36ef6709af2f'],
  'kube-linter': ['run-as-non-root'],
});
export const mutableTag = meta('image/mutable-tag', {
  hadolint: ['DL3006', 'DL3007 (latest only)'],
  trivy: ['AVD-DS-0001', 'AVD-KSV-0013'],
  kics: ['9efb0b2d-89c9-41a3-91ca-dcc0aec911fd'],
});
export const secretArg = meta('secret/secret-build-arg', { buildkit: ['SecretsUsedInArgOrEnv'] });
export const unpinned = meta('image/unpinned-digest', {}, 'strict', {
  except: { type: 'strings', default: ['scratch'], description: 'Images left alone' },
  local: { type: 'boolean', default: false, description: 'Also images built here' },
  depth: { type: 'number', default: 3, description: 'How deep' },
});
export const rules: readonly RuleMeta[] = [rootUser, mutableTag, secretArg, unpinned];

export function dockerfile(text: string): DockerfileUnit {
  return { kind: 'dockerfile', path: 'Dockerfile', text, start: 0, dockerfile: parseDockerfile(text) };
}
export function yaml(text: string): Unit {
  const parsed = parseYaml(text);
  if (/^apiVersion:/m.test(text)) {
    return { kind: 'kubernetes', path: 'a.yaml', text, start: 0, yaml: parsed, kubernetes: readKubernetes(parsed) };
  }
  const compose = readCompose(parsed);
  if (compose) return { kind: 'compose', path: 'compose.yaml', text, start: 0, yaml: parsed, compose };
  return { kind: 'other', path: 'a.yaml', text, start: 0, yaml: parsed };
}

/** Where `needle` stands in `text`, the `nth` (from 0) time. */
export function where(text: string, needle: string, nth = 0): Span {
  let start = -1;
  for (let i = 0; i <= nth; i++) start = text.indexOf(needle, start + 1);
  if (start < 0) throw new Error(`no ${needle}`);
  return { start, end: start + needle.length };
}

export function apply(text: string, edits: readonly TextEdit[]): string {
  let out = text;
  for (const e of [...edits].sort((a, b) => b.span.start - a.span.start)) {
    out = out.slice(0, e.span.start) + e.text + out.slice(e.span.end);
  }
  return out;
}
