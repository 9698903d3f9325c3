import { quadletKind } from '../files/quadlet-file.ts';

/** Whether the name of a file, or of a folder above it, says that it is for production: others deploy it as it is. */
export const isForProduction = (path: string): boolean =>
  // A unit for systemd is for a machine that stays on.
  quadletKind(path) !== undefined || /(?:^|[/._-])prod(?:uction)?(?:[/._-]|$)/i.test(path);
