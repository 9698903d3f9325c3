import type { Lens } from '../yaml/lens.ts';

/**
 * The port by which Prometheus scrapes what has these annotations: 'all' when they name none, `undefined` when it does not. Source: the example
 * configuration `prometheus-kubernetes.yml` of Prometheus.
 */
export const scrapedPort = (annotations: Lens): string | undefined =>
  annotations.get('prometheus.io/scrape').text === 'true'
    ? (annotations.get('prometheus.io/port').text ?? 'all')
    : undefined;
