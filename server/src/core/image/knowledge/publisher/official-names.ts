/** Names of Docker's official images. */
import { isOfficialName, officialNames } from '../data/official.ts';

/** Not an image: Docker's name for an empty one. It cannot be pulled, and nobody can publish under it. */
const SCRATCH = 'scratch';

/** Whether Docker publishes or once published an official image with this familiar name, or reserves the name. */
export const isOfficialImage = (name: string): boolean => name === SCRATCH || isOfficialName(name);

/** The official images that are still published. */
export const liveOfficialImages = officialNames;
