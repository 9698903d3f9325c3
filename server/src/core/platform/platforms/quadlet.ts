import { quadletKind } from '../../files/quadlet-file.ts';
import { platformOn } from '../platform.ts';
import compose from './compose.ts';

/**
 * Containers that systemd starts with Podman, from unit files (`*.container`). Podman limits the processes of each container to 2,048 by
 * itself, and Quadlet reads no `.env`.
 */
export default platformOn(compose, {
  name: 'quadlet',
  title: 'a Quadlet unit',
  changes: { processLimit: 'supplied', dotEnv: 'none' },
  sources: [
    {
      address:
        'https://github.com/containers/podman/blob/c6580b4a5219c9efb9ab79a540637d8a58b736f8/pkg/systemd/quadlet/quadlet.go',
      day: '2026-05-19',
    },
    {
      address:
        'https://github.com/containers/podman/blob/c6580b4a5219c9efb9ab79a540637d8a58b736f8/docs/source/markdown/options/pids-limit.md',
      day: '2026-05-19',
    },
  ],
  recognisesCompose: ({ path }) => quadletKind(path) !== undefined,
});
