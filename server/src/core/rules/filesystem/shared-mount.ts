import { parseVolume } from '../../compose/volumes.ts';
import { changes } from '../../fixes/effect.ts';
import { fixIf } from '../../fixes/fix.ts';
import { changeScalar, deleteNode } from '../../fixes/yaml-node.ts';
import { type Context, type Fix, rule } from '../../rule/rule.ts';

/** Source: docker/docs `engine/storage/bind-mounts.md`, "Configure bind propagation", read 2026-11-30. The default is `rprivate`. */
const SHARED = /^r?shared$/;
/** Mounts that the other side makes appear. Source: as above. */
const TAKES = /^r?slave$/;

export default rule(
  {
    id: 'filesystem/shared-mount',
    title: 'Mounts passed on to the host',
    why: 'What the container mounts below this path appears on the host and in other containers that have the path. An attacker who may mount in the container puts a file system of his own over a folder that the host reads.',
    severity: 'warning',
    confidence: 'high',
    profile: 'strict',
    fix: 'review',
    setting: 'hostMounts',
    since: '0.1.0',
    tags: ['compose', 'isolation'],
    refs: {
      cisDocker: ['5.20'],
      nist800190: ['4.4.3'],
      cwe: ['CWE-668'],
      kics: ['baa452f0-1f21-4a25-ace5-844e7a5f410d'],
    },
  },
  {
    *container(container, ctx) {
      if (container.origin !== 'compose') return;
      for (const mount of container.lens.get('volumes').items()) {
        const long = mount.get('bind', 'propagation');
        const volume = mount.text === undefined ? undefined : parseVolume(mount.text);
        const option = volume?.options.find((o) => SHARED.test(o));
        const shown = long.text !== undefined && SHARED.test(long.text) ? long.text : option;
        if (shown === undefined) continue;
        const target = volume?.target ?? mount.get('target').text;
        const source = volume?.source ?? mount.get('source').text;
        const isNeeded = source !== undefined && sharedWith(source, ctx);
        const remove = (): Fix['change'] => () => {
          if (long.node) return deleteNode(ctx, long.node);
          const rest = volume?.options.filter((o) => o !== option) ?? [];
          return changeScalar(
            ctx,
            mount.node,
            [volume?.source, volume?.target, rest.join(',')].filter(Boolean).join(':'),
          );
        };
        yield {
          at: long.at ?? mount.at,
          message: `\`${shown}\` passes mounts of \`${container.name}\`${target === undefined ? '' : ` below \`${target}\``} on to the host`,
          fixes: isNeeded
            ? []
            : fixIf(
                `Remove \`${shown}\``,
                'review',
                remove(),
                [changes(container, 'volumes')],
                ['Check that no other program needs what the container mounts'],
              ),
        };
      }
    },
  },
);

/** Whether a service of the file takes the mounts that another one makes below a folder: it has the folder as `slave`. */
const sharedWith = (folder: string, { unit }: Context): boolean =>
  unit.kind === 'compose' &&
  unit.compose.services.some(({ container }) =>
    container.lens
      .get('volumes')
      .items()
      .some((mount) => {
        const volume = mount.text === undefined ? undefined : parseVolume(mount.text);
        const propagation = [mount.get('bind', 'propagation').text, ...(volume?.options ?? [])];
        return (
          (volume?.source ?? mount.get('source').text) === folder && propagation.some((one) => TAKES.test(one ?? ''))
        );
      }),
  );
