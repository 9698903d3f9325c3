/** Image names that look like a typo of a popular name, or like typosquatting. */
import { publicName } from '../knowledge/publisher/names.ts';
import { OFFICIAL_IMAGES, POPULAR_IMAGES } from '../knowledge/publisher/official-images.ts';
import { HUB_PUBLISHERS } from '../knowledge/publisher/publishers-hub.ts';
import type { ImageReference } from '../reference.ts';

/** Publishers that are popular enough for typosquatting. */
const POPULAR_PUBLISHERS =
  'bitnami grafana hashicorp jenkins nginxinc confluentinc portainer rancher linuxserver'.split(' ');

/** Shorter names are too similar to other legitimate names. */
const MIN_LENGTH = 5;

/**
 * The familiar name of the popular Docker Hub image that this name resembles: one letter is missing, doubled, wrong or swapped with its
 * neighbour (`ngnix`, `pythn`, `ubunut`). `undefined` for known names, other registries, and short or numbered names.
 */
export function lookalikeOf(ref: ImageReference): string | undefined {
  if (ref.registry !== 'docker.io') return undefined;
  const parts = publicName(ref).split('/');
  const first = parts[0]!;
  if (parts.length === 1) {
    return OFFICIAL_IMAGES.has(first) ? undefined : POPULAR_IMAGES.find((name) => isTypo(first, name));
  }
  if (parts.length !== 2 || HUB_PUBLISHERS.has(first)) return undefined;
  const publisher = POPULAR_PUBLISHERS.find((name) => isTypo(first, name));
  return publisher === undefined ? undefined : `${publisher}/${parts[1]}`;
}

/** Whether `written` is one edit (Damerau) away from `name`. Not for short names, nor for an added digit or separator. */
function isTypo(written: string, name: string): boolean {
  if (name.length < MIN_LENGTH || written === name || Math.abs(written.length - name.length) > 1) return false;
  let start = 0;
  while (start < written.length && written[start] === name[start]) start++;
  const writtenRest = written.slice(start);
  const nameRest = name.slice(start);
  if (written.length > name.length)
    return /^[a-z]/.test(writtenRest) && writtenRest.slice(1) === nameRest && !isPlural(written, name);
  if (written.length < name.length) return nameRest.slice(1) === writtenRest;
  const swapped = writtenRest[0] === nameRest[1] && writtenRest[1] === nameRest[0];
  if (swapped && writtenRest.slice(2) === nameRest.slice(2)) return true;
  return /^[a-z]/.test(writtenRest) && writtenRest.slice(1) === nameRest.slice(1);
}

const isPlural = (written: string, name: string): boolean => !name.endsWith('s') && written === `${name}s`;
