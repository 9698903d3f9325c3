import type { ImageUse } from '../domain/image-use.ts';
import { OFFICIAL_IMAGES } from '../image/knowledge/publisher/official-images.ts';

/**
 * Whether a name after `--from=` or `from=` was most likely meant for a stage: a single word that Docker publishes no image of. As no
 * stage has that name, a build asks a registry for it.
 */
export function meansStage(use: ImageUse): boolean {
  const ref = use.reference;
  if (!ref || (use.role !== 'copy' && use.role !== 'mount')) return false;
  const single = !ref.explicitRegistry && !ref.raw.includes('/') && ref.tag === undefined && ref.digest === undefined;
  return single && !OFFICIAL_IMAGES.has(ref.familiar);
}
