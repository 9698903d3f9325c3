import type { Container } from './container.ts';

/** Where volumes and paths of the host are mounted in the container, as far as they are written. */
export function mountTargets({ origin, lens, hostMounts }: Container): string[] {
  const items = lens.get(origin === 'kubernetes' ? 'volumeMounts' : 'volumes').items();
  const written = items.flatMap((item) =>
    origin === 'kubernetes'
      ? (item.get('mountPath').text ?? [])
      : (item.get('target').text ?? /^(?:[^:]*:)?(\/[^:]*)/.exec(item.text ?? '')?.[1] ?? []),
  );
  return [...written, ...hostMounts.flatMap(({ target }) => target ?? [])];
}
