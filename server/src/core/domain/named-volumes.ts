/** The named volumes of a Compose service. */
import type { Container } from './container.ts';

/** Where the service mounts named volumes that it may write, as written, without a slash at the end. */
export function writableVolumes({ origin, lens }: Container): string[] {
  if (origin !== 'compose') return [];
  const targets = lens
    .get('volumes')
    .items()
    .flatMap((item) => {
      if (item.map) {
        const isVolume = item.get('type').text === 'volume' && item.get('source').node !== undefined;
        return isVolume && item.get('read_only').text !== 'true' ? (item.get('target').text ?? []) : [];
      }
      const [, target, options] = /^[\w.-]+:(\/[^:]*)(?::(.*))?$/.exec(item.text ?? '') ?? [];
      return target === undefined || options?.split(',').includes('ro') ? [] : [target];
    });
  return targets.map((target) => target.replace(/(.)\/+$/, '$1'));
}
