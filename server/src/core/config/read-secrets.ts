/** Reads `secrets` of a configuration file. */

import { quoted } from '../rule/names.ts';
import { VALUE_HASH } from '../secrets/allow.ts';
import { MANIFESTS, PROVIDERS, type SecretAllowance, type SecretStore, STORE_KINDS } from '../secrets/settings.ts';
import { asScalar, asSeq, type YamlEntry } from '../yaml/node.ts';
import { fields, oneOf, type Report, stringList, valueSpan } from './fields.ts';

/** The secret settings of one layer. Missing settings leave lower layers in force. */
export interface PartialSecrets {
  readonly allow?: Partial<Omit<SecretAllowance, 'base'>>;
  readonly store?: Partial<SecretStore>;
}

/** Reads the entry `secrets`. Invalid parts are reported and left out. */
export function readSecrets(e: YamlEntry, report: Report): PartialSecrets | undefined {
  const known = fields(e.value, valueSpan(e), '`secrets`', ['allow', 'store'], report);
  if (!known) return undefined;
  const allow = known.get('allow');
  const store = known.get('store');
  return { ...(allow && { allow: readAllow(allow, report) }), ...(store && { store: readStore(store, report) }) };
}

function readAllow(e: YamlEntry, report: Report): Partial<Omit<SecretAllowance, 'base'>> {
  const known = fields(e.value, valueSpan(e), '`allow`', ['names', 'values', 'paths'], report);
  const out: { -readonly [K in 'names' | 'values' | 'paths']?: readonly string[] } = {};
  for (const key of ['names', 'values', 'paths'] as const) {
    const list = known?.get(key);
    const texts = list && stringList(list, report);
    if (texts) out[key] = texts;
  }
  // A plain value in this list would put the secret into one more file.
  if (out.values) out.values = out.values.filter((v) => VALUE_HASH.test(v));
  for (const item of asSeq(known?.get('values')?.value)?.items ?? []) {
    const text = asScalar(item.value)?.text;
    if (text !== undefined && !VALUE_HASH.test(text))
      report(
        item.span,
        '`values` takes hashes (`sha256:` and 32 hex digits), never the values; a quick fix writes them',
      );
  }
  return out;
}

function readStore(e: YamlEntry, report: Report): Partial<SecretStore> {
  const known = fields(e.value, valueSpan(e), '`store`', ['manifests', 'provider', 'name', 'kind'], report);
  const manifests = known?.get('manifests');
  const provider = known?.get('provider');
  const kind = known?.get('kind');
  const chosen = {
    manifests: manifests && oneOf(manifests, MANIFESTS, report),
    provider: provider && oneOf(provider, PROVIDERS, report),
    kind: kind && oneOf(kind, STORE_KINDS, report),
    name: nameOf(known?.get('name'), report),
  };
  return Object.fromEntries(Object.entries(chosen).filter(([, v]) => v !== undefined));
}

/** A valid Kubernetes name (RFC 1123 subdomain); other values are reported. */
function nameOf(e: YamlEntry | undefined, report: Report): string | undefined {
  const text = asScalar(e?.value)?.text;
  if (!e || (text !== undefined && /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/.test(text))) return text;
  report(valueSpan(e), `${quoted(e.key)} must be the name of a SecretStore`);
  return undefined;
}
