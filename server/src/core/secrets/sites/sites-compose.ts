import { interpolate } from '../../compose/interpolate.ts';
import type { ComposeUnit, Service } from '../../domain/compose.ts';
import { hookLines } from '../../domain/hook-commands.ts';
import { contains } from '../../text/span.ts';
import { type Lens, lens } from '../../yaml/lens.ts';
import { asScalar, type YamlNode } from '../../yaml/node.ts';
import { contentSpan } from '../../yaml/scalar-spans.ts';
import type { SecretHit } from '../detect/hit.ts';
import type { SiteOwner } from './owner.ts';
import type { SecretSite } from './site.ts';
import {
  commandLineSites,
  commandSite,
  defaultSites,
  environmentSites,
  scalarSite,
  scriptSites,
  siteAt,
} from './site-of.ts';
import { fieldSites } from './sites-settings.ts';

/**
 * Sites of a Compose file: environment, build arguments, command, health check and labels of each service; inline `configs`; `x-*`
 * environments through their anchors. `inText`: what the whole text contains.
 */
export function composeSites(text: string, file: ComposeUnit, inText: readonly SecretHit[]): SecretSite[] {
  const sites = file.services.flatMap((s) => serviceSites(text, s));
  for (const config of lens(file.configs).entries()) {
    const about = { kind: 'config', covers: config.entry.span, owner: { in: 'compose', service: undefined } } as const;
    sites.push(...scalarSite(text, about, config.get('content').node));
  }
  const ownerOf = (node: YamlNode): SiteOwner => ({
    in: 'compose',
    service: file.services.find((s) => contains(s.span, node.span)),
  });
  sites.push(...fieldSites(text, file.root, ownerOf, sites, inText));
  // Services that share an anchor share its values. Each value is one place in the file.
  const seen = new Set<string>();
  return sites.filter((s) => {
    const key = `${s.at.start}:${s.at.end}:${s.name ?? ''}:${s.words?.length ?? ''}`;
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

function serviceSites(text: string, service: Service): SecretSite[] {
  const owner: SiteOwner = { in: 'compose', service };
  const sites = environmentSites(text, 'compose-env', service.container, (variable) => ({ ...owner, variable }));
  for (const arg of service.build?.args ?? []) {
    if (arg.value && arg.valueSpan && !arg.value.includes('$')) {
      sites.push(siteAt(text, { kind: 'build-arg', name: arg.name, covers: arg.at, owner }, arg.value, arg.valueSpan));
    }
  }
  for (const line of [service.container.command, ...hookLines(service.container)])
    sites.push(...commandLineSites(text, service.container, line, owner));
  const about = { kind: 'command' as const, covers: service.span, owner };
  sites.push(...healthCheckSites(text, about, service.container.lens.get('healthcheck', 'test')));
  const labels = service.container.lens.get('labels');
  for (const { node } of labels.items())
    sites.push(...scalarSite(text, { kind: 'label-value', covers: node.span, owner }, node));
  for (const { entry, node } of labels.entries()) {
    const named = { kind: 'label-value', name: entry.key, covers: entry.span, owner } as const;
    sites.push(...scalarSite(text, named, asScalar(node)));
  }
  return sites;
}

/** `test:` is a script, or `[CMD-SHELL, script]`, or `[CMD, word, …]`. */
function healthCheckSites(
  text: string,
  about: Pick<SecretSite, 'kind' | 'covers' | 'owner'>,
  test: Lens,
): SecretSite[] {
  const nodes = test.seq ? test.items().map((item) => item.node) : [test.node];
  const words = nodes.flatMap((n) => {
    if (n?.type !== 'scalar' || n.templated || n.text === '') return [];
    const { text: value, dynamic } = interpolate(n.text);
    return [{ text: dynamic ? undefined : value, at: contentSpan(n, text), dynamic }];
  });
  const plain = words.flatMap((w) =>
    w.text !== undefined ? [siteAt(text, about, w.text, w.at)] : w.dynamic ? defaultSites(text, about, w.at) : [],
  );
  const form = test.seq ? words[0]?.text : 'CMD-SHELL';
  const script = words[test.seq ? 1 : 0];
  if (form === 'CMD-SHELL' && script?.text) return [...plain, ...scriptSites(text, about, script.text, script.at)];
  return form === 'CMD' ? [...plain, ...commandSite(about, words.slice(1))] : plain;
}
