/** What a person checks after a stage got another user than root. */
import type { Stage } from '../dockerfile/model.ts';
import { leftInRootHome } from '../dockerfile/root-home.ts';
import { chainOf, startInstructions } from '../dockerfile/start-scripts.ts';
import { foldersOf } from '../dockerfile/written-folders.ts';

/** `handed`: the folders that the fix gives to the user. */
export function stageUserNotes(stage: Stage, handed: readonly string[]): string[] {
  const { working, written } = foldersOf(stage);
  const named = (paths: readonly string[]): string => paths.map((path) => `\`${path}\``).join(', ');
  const kept = written.filter((folder) => !handed.includes(folder));
  const left = leftInRootHome(stage).slice(0, MOST_CLAUSES);
  const ports = lowPorts(stage).map((port) => `\`${port}\``);
  return [
    ...(kept.length > 0 ? [`Give ${named(kept)} to this user: the image seems to write there`] : []),
    ...(left.length > 0
      ? [
          `Check that the program needs nothing of the home of root, \`/root\`, which this user cannot read: the build ${left.join(' and ')}`,
        ]
      : []),
    ...(ports.length > 0
      ? [
          `In Kubernetes, set the sysctl \`net.ipv4.ip_unprivileged_port_start\` to 0, so that this user can open port ${ports.join(' and ')}`,
        ]
      : []),
    `Start it once and look for "permission denied": ${
      startsEmpty(stage)
        ? 'an image from `scratch` has no `/tmp` of its own, and this user can write only to what it owns and to folders that are mounted for it'
        : `this user can write to ${named(['/tmp', ...handed])} and to what it owns, and not to other files of \`${working}\``
    }`,
  ];
}

/** So many things that the build does are named in a note. */
const MOST_CLAUSES = 3;

const startsEmpty = (stage: Stage): boolean => chainOf(stage)[0]?.source.kind === 'scratch';

/** The ports below 1024 of EXPOSE and of the command. Docker opens them to all users, the container runtimes of clusters do not always. */
function lowPorts(stage: Stage): number[] {
  const exposed = stage.instructions
    .filter((i) => i.keyword === 'EXPOSE')
    .flatMap((i) => i.args.map(({ text }) => text));
  const asked = startInstructions(stage).flatMap((i) =>
    [...i.argsText.matchAll(/--?[\w-]*port[= "',]+(\d{1,3})\b|(?:0\.0\.0\.0|\[::\]|\s):(\d{1,3})\b/g)].map(
      (m) => m[1] ?? m[2] ?? '',
    ),
  );
  const ports = [...exposed, ...asked].flatMap((text) => /^(\d{1,4})(?:\/tcp)?$/.exec(text)?.[1] ?? []).map(Number);
  return [...new Set(ports)].filter((port) => port > 0 && port < 1024);
}
