/** Finds the platform of a Compose file or a pod template. */
import type { ComposeSigns, Platform, PodSigns } from './platform.ts';
import compose from './platforms/compose.ts';
import kubernetes from './platforms/kubernetes.ts';
import { platforms } from './platforms/platforms.generated.ts';

/** The number of platforms below it. */
const depth = (platform: Platform): number => (platform.base ? 1 + depth(platform.base) : 0);

/** A platform is asked before the one whose table it changes: its signs are more specific. */
const ordered: readonly Platform[] = [...platforms].sort((a, b) => depth(b) - depth(a));

/** Plain Compose when no sign tells another platform. */
export const composePlatform = (signs: ComposeSigns): Platform =>
  ordered.find((p) => p.recognisesCompose(signs)) ?? compose;

/** Plain Kubernetes when no sign tells another platform. */
export const podPlatform = (signs: PodSigns): Platform => ordered.find((p) => p.recognisesPod(signs)) ?? kubernetes;
