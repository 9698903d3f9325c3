/**
 * Whether Podman surely starts a unit as root. A service of a user runs its containers with the rights of that user, and most files do not say
 * which it is: "unknown" is the rule. Sources: containers/podman `docs/source/markdown/podman-systemd.unit.5.md` @c6580b4a (2026-05-19),
 * "Podman rootful unit search path"; systemd.special(7), which lists `multi-user.target` for the system only; read on 2026-12-01.
 */
const FOLDER = /(?:^|\/)(?:etc|usr\/share|run)\/containers\/systemd\/(?!users\/)/;
const TARGETS = /^[ \t]*(?:WantedBy|RequiredBy)[ \t]*=(.*)$/gm;

/** By its folder, or by the targets that want it. */
export function isForRoot(path: string, text: string): boolean {
  if (FOLDER.test(path)) return true;
  const targets = [...text.matchAll(TARGETS)].flatMap(([, names = '']) => names.trim().split(/\s+/));
  return targets.includes('multi-user.target') && !targets.includes('default.target');
}
