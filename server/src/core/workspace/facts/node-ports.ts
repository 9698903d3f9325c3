import type { Workload } from '../../domain/kubernetes.ts';

/** Variables that name the host of Datadog's agent, and its ports. Source: Datadog documentation, "Kubernetes APM", read on 2026-11-29. */
const DATADOG = /^DD_(?:AGENT_HOST|TRACE_AGENT_HOSTNAME|DOGSTATSD_HOST)$/;
const DATADOG_PORTS = ['8125', '8126'];

/** The ports that the containers of a pod call at the address of their node (`status.hostIP`), as far as variables name the port. Sorted. */
export function nodePortsOf({ containers }: Workload): string[] {
  const ports = new Set<string>();
  for (const { lens } of containers) {
    const variables = lens.get('env').items();
    for (const variable of variables) {
      if (variable.get('valueFrom', 'fieldRef', 'fieldPath').text !== 'status.hostIP') continue;
      const name = variable.get('name').text ?? '';
      const named = variables.flatMap((v) => portsBehind(v.get('value').text ?? '', name));
      const known = named.length === 0 && DATADOG.test(name) ? DATADOG_PORTS : named;
      for (const port of known) ports.add(port);
    }
  }
  return [...ports].sort();
}

/** The ports in a text that uses a variable as a host: `http://$(HOST_IP):4317`. */
const portsBehind = (text: string, name: string): string[] =>
  text
    .split(`$(${name})`)
    .slice(1)
    .flatMap((rest) => /^:(\d{1,5})(?!\d)/.exec(rest)?.[1] ?? []);
