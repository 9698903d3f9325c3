import type { Lens } from '../yaml/lens.ts';

/**
 * The port by which Prometheus scrapes what has these annotations: 'all' when they name none, `undefined` when it does not. Source: the example
 * configuration `prometheus-kubernetes.yml` of Prometheus.
 */
export const scrapedPort = (annotations: Lens): string | undefined =>
  annotations.get('prometheus.io/scrape').text === 'true'
    ? (annotations.get('prometheus.io/port').text ?? 'all')
    : undefined;

/**
 * The ports by which Datadog's agent calls pods with these annotations: numbers, and 'all' where a template variable stands for a declared port. Source: Datadog
 * documentation, "Kubernetes and Integrations" (`ad.datadoghq.com/<container>.checks` and `.instances`) and "Autodiscovery Template Variables".
 */
export function checkedPorts(annotations: Lens): string[] {
  const checks = annotations
    .entries()
    .filter(({ key }) => /^ad\.datadoghq\.com\/.+\.(?:checks|instances)$/.test(key))
    .map(({ text }) => text ?? '');
  const ports = checks.flatMap((check) =>
    [...check.matchAll(PORT)]
      .map(([, after, own]) => after ?? own ?? '')
      .map((port) => (/^\d/.test(port) ? port : 'all')),
  );
  return [...new Set(ports)].sort();
}

/** A number or a template variable, behind the pod's address or as a field of its own. */
const PORT = /%%host(?:_\w+)?%%:(\d{1,5}|%%port)|"port"\s*:\s*"?(\d{1,5}|%%port)/g;
