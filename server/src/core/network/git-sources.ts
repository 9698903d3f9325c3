/** Repositories whose content a build takes, and whether the address or the command names a commit or a tag. */
import { effectiveCommands, knownStart, type ShellCommand } from '../shell/shell.ts';
import type { Span } from '../text/span.ts';

const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/i;
/** A tag as projects write them: `v1.2.3`, `v1`, `release-4.1`. */
const TAG = /^(?:[a-z]+[-_/])?v?\d+(?:[._-]\w+)*$/i;

/** Whether a reference is a commit, or looks like a tag of a version. A branch moves with every change. */
const isFixed = (ref: string | undefined): boolean => ref !== undefined && (COMMIT.test(ref) || TAG.test(ref));

/**
 * Whether the address of a remote context or file is known not to name a commit or a version. Sources, all read 2026-11-30: docker/docs
 * `build/concepts/context.md`, "Remote context"; BuildKit `frontend/dockerfile/dfgitutil/git_ref.go` (the query; over HTTP only a path that ends
 * in `.git` is a repository); docker/docs `compose/how-tos/multiple-compose-files/include.md` and docker/compose `pkg/remote` (Git and `oci://`).
 */
export function isMovingSource(address: string): boolean {
  if (address.includes('$')) return false;
  if (address.startsWith('oci://')) return !/@sha256:[0-9a-f]{64}$/i.test(address);
  const isGit = /^(?:git|ssh):\/\/|^git@|^github\.com\/|^https?:\/\/[^?#]+\.git(?:[?#]|$)/i.test(address);
  if (!isGit) return false;
  // The commit that the build verifies, whatever `ref` names; a part of it is enough.
  if (/[?&](?:commit|checksum)=[0-9a-f]{7,}(?:[&#]|$)/i.test(address)) return false;
  const query = /[?&](?:ref|tag)=([^&#]+)/.exec(address)?.[1];
  return !isFixed(query ?? /#([^:]*)/.exec(address)?.[1]);
}

/** Options of `git clone` that name what to take. */
const REF = /^(?:-b|--branch|--revision)(?:=|$)/;
/** Commands that choose another state of a repository that is cloned. */
const CHOOSES = /^(?:checkout|reset|switch|fetch|pull|submodule)$/;

export interface MovingSource {
  readonly at: Span;
  readonly shown: string;
}

/** The repositories that commands clone or install from without a commit or a version. `commands` are those of one build stage, in order. */
export function movingSources(commands: readonly ShellCommand[]): MovingSource[] {
  const all = commands.flatMap((c) => effectiveCommands(c).map(({ command }) => command));
  const chosen = all.some(({ name, words }) => name === 'git' && words.some((w) => CHOOSES.test(w.literal ?? '')));
  return all.flatMap((command) => {
    const { name = '', words } = command;
    const texts = words.map((w) => w.literal);
    if (name === 'git' && texts[1] === 'clone') {
      const isChosen = chosen || texts.some((t) => REF.test(t ?? ''));
      const unknown = texts.some((t) => t === undefined);
      const from = words.find((w) => /^(?:https?|git|ssh):\/\/|^git@/.test(knownStart(w)));
      return !isChosen && !unknown && from ? [{ at: command.span, shown: 'git clone' }] : [];
    }
    if (!/^(?:pip[\d.]*|uv|pipx|npm|yarn|pnpm)$/.test(name)) return [];
    return words.flatMap((word) => {
      const address = /^(?:[\w.-]+(?:\[[\w,-]*\])?\s*@\s*)?git\+(?:https?|ssh):\/\/(\S+)$/.exec(
        word.literal ?? '',
      )?.[1];
      if (address === undefined) return [];
      const ref =
        /#([^&]*)/.exec(name.startsWith('p') && name !== 'pnpm' ? '' : address)?.[1] ??
        /.@([^@#/]+)(?:#|$)/.exec(address)?.[1];
      return isFixed(ref?.replace(/^semver:/, '')) ? [] : [{ at: word.span, shown: `git+${hostOf(address)}` }];
    });
  });
}

const hostOf = (address: string): string => address.replace(/^[^@/]*@/, '').split('/', 1)[0] ?? '';
