/** The severities that an engine with all rules gives to findings, and files with findings that the configuration lowers. */
import assert from 'node:assert/strict';
import { PINNED_DAY } from '../../scripts/lib/pinned-day.ts';
import { createEngine } from '../../server/src/core/engine/engine.ts';
import type { Profile, Severity } from '../../server/src/core/rule/rule.ts';
import { rules } from '../../server/src/core/rules/rules.generated.ts';

/** The severities of the findings in a file, by rule. `config`: a `.seaworthy.yaml` beside it, without problems. */
export function severities(
  path: string,
  text: string,
  config = '',
  profile: Profile = 'strict',
): Record<string, Severity> {
  const engine = createEngine(rules, PINNED_DAY);
  engine.configure({ flags: { profile } });
  if (config !== '') engine.setFile('.seaworthy.yaml', config);
  engine.setFile(path, text);
  engine.setComplete(true);
  assert.deepEqual(engine.configProblems(), []);
  return Object.fromEntries(engine.check(path).findings.map((f) => [f.rule, f.severity]));
}

/** A Dockerfile with a warning of `TLS_OFF`. */
export const UNVERIFIED = 'FROM alpine:3.22\nRUN curl -k https://shop.acme.net/a -o a\n';
export const TLS_OFF = 'network/tls-verification-off';
/** A pod with a privileged container. */
export const POD =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  labels:\n    app: web\nspec:\n  containers:\n    - name: web\n      image: nginx\n      securityContext: {privileged: true}\n';
