import type { Lens } from '../../yaml/lens.ts';
import { platformOn } from '../platform.ts';
import compose from './compose.ts';

/** Whether a top-level value may be a service: a map with an image or a build. */
const isService = (entry: Lens): boolean =>
  entry.map !== undefined && !(entry.get('image').absent && entry.get('build').absent);

/**
 * The first format of Compose files, with services as top-level keys, which docker-compose 1.x reads and Docker Compose 2 refuses ("Additional property … is not allowed"). It has
 * no key for a limit of processes or of processors in numbers, for `sysctls` and for file systems in memory.
 */
export default platformOn(compose, {
  name: 'compose-1',
  title: 'the first format of Compose files',
  changes: { processLimit: 'refused', sysctls: 'refused' },
  writes: { limits: 'service-quota', tmpfs: 'none' },
  sources: [
    {
      address:
        'https://github.com/docker/compose/blob/187c0fc1d5c1e3c91351dcf5b46635ff15b11e4e/compose/config/config_schema_v1.json',
      day: '2026-12-01',
    },
  ],
  recognisesCompose: ({ root }) =>
    ['services', 'version', 'include', 'apiVersion'].every((key) => root.get(key).at === undefined) &&
    root.entries().some(isService),
});
