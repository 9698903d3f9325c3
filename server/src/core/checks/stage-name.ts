import type { ImageUse } from '../domain/image-use.ts';
import { isOfficialImage } from '../image/knowledge/publisher/official-names.ts';

/**
 * Whether a name after `--from=` or `from=` most likely means a stage: a single word that is not a Docker Official Image. No stage has
 * that name, so the build pulls an image from a registry.
 */
export function meansStage(use: ImageUse): boolean {
  const ref = use.reference;
  if (!ref || (use.role !== 'copy' && use.role !== 'mount')) return false;
  const single = !ref.explicitRegistry && !ref.raw.includes('/') && ref.tag === undefined && ref.digest === undefined;
  return single && !isOfficialImage(ref.familiar);
}
