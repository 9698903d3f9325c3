/**
 * The unit files of Podman's Quadlet that hold settings of containers. Other programs have files with these endings too (`*.pod` is Perl's
 * documentation, `*.image` a disk), so the section that Quadlet requires decides. Source: containers/podman
 * `docs/source/markdown/podman-systemd.unit.5.md` @c6580b4a (6.0.0-dev, 2026-05-19), read on 2026-12-01.
 */

/** What a unit file describes, by its ending. */
export type QuadletKind = 'container' | 'pod' | 'image';

const NAME = /\.(container|pod|image)$/;
const SECTION: Readonly<Record<QuadletKind, RegExp>> = {
  container: /^[ \t]*\[Container\][ \t]*\r?$/m,
  pod: /^[ \t]*\[Pod\][ \t]*\r?$/m,
  image: /^[ \t]*\[Image\][ \t]*\r?$/m,
};
/** A container has one of these keys, or Quadlet refuses the file. */
const SOURCE = /^[ \t]*(?:Image|Rootfs)[ \t]*=/m;

/** What the name of a file says. */
export const quadletKind = (path: string): QuadletKind | undefined => NAME.exec(path)?.[1] as QuadletKind | undefined;

/** Whether a file is such a unit file, by its name and its text. */
export function isQuadlet(path: string, text: string): boolean {
  const kind = quadletKind(path);
  return kind !== undefined && SECTION[kind].test(text) && (kind === 'pod' || SOURCE.test(text));
}
