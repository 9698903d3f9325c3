import type { ComposeUnit, Service } from '../compose/model.ts';
import { allEntries, asScalar, at, items } from '../yaml/access.ts';
import type { SiteOwner } from './owner.ts';
import type { SecretSite } from './site.ts';
import { commandLineSites, environmentSites, scalarSite, siteAt } from './site-of.ts';

/** A service's environment, build arguments, command, health check and labels; inline `configs`; `x-*` environments through their anchors. */
export function composeSites(text: string, file: ComposeUnit): SecretSite[] {
  const sites = file.services.flatMap((s) => serviceSites(text, s));
  for (const config of allEntries(file.configs)) {
    const owner: SiteOwner = { in: 'compose', service: undefined };
    sites.push(...scalarSite(text, { kind: 'config', covers: config.span, owner }, at(config.value, 'content')));
  }
  // Services that share an anchor share its values: each is one place in the file.
  const seen = new Set<string>();
  return sites.filter((s) => {
    const key = `${s.at.start}:${s.at.end}:${s.name ?? ''}:${s.words ? 'w' : ''}`;
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
  sites.push(...commandLineSites(text, service.container, owner));
  const test = at(service.node, 'healthcheck', 'test');
  for (const node of test?.type === 'seq' ? items(test) : [test]) {
    sites.push(...scalarSite(text, { kind: 'command', covers: service.span, owner }, node));
  }
  const labels = at(service.node, 'labels');
  for (const item of items(labels))
    sites.push(...scalarSite(text, { kind: 'label-value', covers: item.span, owner }, item));
  for (const e of labels?.type === 'map' ? allEntries(labels) : []) {
    sites.push(...scalarSite(text, { kind: 'label-value', name: e.key, covers: e.span, owner }, asScalar(e.value)));
  }
  return sites;
}
