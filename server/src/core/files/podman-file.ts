/**
 * The files with the settings of Podman, Buildah, Skopeo and CRI-O. Sources: containers/common `docs/containers.conf.5.md` @f437c58a and
 * containers/image `docs/containers-registries.conf.5.md`, `docs/containers-policy.json.5.md` @df7e80d2, read on 2026-11-30.
 */

/** Their names. The first two are TOML, the last one is JSON. */
export const PODMAN_FILES = ['containers.conf', 'registries.conf', 'policy.json'] as const;
/** One of these names. It is the kind of the file too. */
export type PodmanFile = (typeof PODMAN_FILES)[number];

/** Whether a kind of files is one of these. */
export const isPodmanFile = (kind: string): kind is PodmanFile => (PODMAN_FILES as readonly string[]).includes(kind);

const CONF = /(?:^|\/)(?:[^/]*[._-])?(containers|registries)\.conf(?:\.d\/[^/]+\.conf)?$/;
/** Every requirement of a policy has one of these types. */
const REQUIREMENT = /"type"\s*:\s*"(?:insecureAcceptAnything|reject|signedBy|sigstoreSigned)"/;

/** Which of the files a path and its text are; `undefined`: none. */
export function podmanFileOf(path: string, text: string): PodmanFile | undefined {
  const conf = CONF.exec(path)?.[1];
  if (conf) return conf === 'containers' ? 'containers.conf' : 'registries.conf';
  return /(?:^|\/)(?:[^/]*[._-])?policy\.json$/.test(path) && REQUIREMENT.test(text) ? 'policy.json' : undefined;
}
