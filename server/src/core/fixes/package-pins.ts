/** Where a build installs packages of its distribution in exact versions: each release has its own, so another one refuses the build. */
import type { Dockerfile } from '../dockerfile/model.ts';
import type { ImageUse } from '../domain/image-use.ts';
import { distributionOf } from '../image/knowledge/distro/distribution.ts';
import { publicName } from '../image/knowledge/publisher/names.ts';
import { readTag } from '../image/knowledge/tag/tags.ts';
import { type ImageReference, parseReference } from '../image/reference.ts';
import type { Context } from '../rule/rule.ts';
import { effectiveCommands, knownStart, type ShellCommand } from '../shell/shell.ts';
import { lineIndex } from '../text/lines.ts';
import { onImage, stagesOn } from './stages-on.ts';

/** Whether the build installs packages in exact versions, and the reference `text` is of another release of the distribution, as far as the tags say. */
export function losesPackagePins(use: ImageUse, { unit }: Context, text: string): boolean {
  const next = parseReference(text);
  if (unit.kind !== 'dockerfile' || !use.stage || !use.reference || !next) return false;
  const [before, after] = [releaseOf(use.reference), releaseOf(next)];
  return before !== undefined && after !== undefined && before !== after && pinOf(use, unit.dockerfile) !== undefined;
}

/** A note for the first of these packages where the tags do not say which releases of the distribution the images are of. */
export function packagePinNotes(use: ImageUse, { unit }: Context, text: string): string[] {
  const next = parseReference(text);
  if (unit.kind !== 'dockerfile' || !use.stage || !use.reference || !next) return [];
  if (releaseOf(use.reference) !== undefined && releaseOf(next) !== undefined) return [];
  const pin = pinOf(use, unit.dockerfile);
  return pin
    ? [
        `Change the versions of packages such as \`${pin.name}\` (line ${pin.line}) if the distribution's release changes`,
      ]
    : [];
}

const pinOf = (use: ImageUse, file: Dockerfile) => firstPin(file, use.raw).found;

/** Images of a distribution alone, some of which have moved to another publisher: the tag is the release. */
const IS_RELEASE = /(?:^|\/)(alpine|almalinux|amazonlinux|centos|debian|fedora|oraclelinux|rockylinux|ubuntu)$/;

/** `alpine-linux 3.20`; `undefined` where the tag does not say it. */
function releaseOf(reference: ImageReference): string | undefined {
  const name = publicName(reference);
  const tag = readTag(reference.tag);
  const named = distributionOf(name, tag);
  if (named) return `${named.product.id} ${named.cycle.name}`;
  const own = IS_RELEASE.exec(name)?.[1];
  const parts = own === undefined ? undefined : tag.version?.split('.');
  return parts && `${own} ${parts.slice(0, own === 'debian' ? 1 : 2).join('.')}`;
}

const firstPin = onImage((file, raw) => ({ found: findPin(file, raw) }));

/** @returns the package, and its line from 1 */
function findPin(file: Dockerfile, raw: string): { readonly name: string; readonly line: number } | undefined {
  const lines = lineIndex(file.text);
  for (const stage of stagesOn(file, raw))
    for (const run of stage.instructions) {
      if (run.keyword !== 'RUN') continue;
      for (const { command } of run.commands().flatMap(effectiveCommands)) {
        const name = pinnedPackage(command);
        if (name !== undefined) return { name, line: lines.position(run.span.start).line + 1 };
      }
    }
  return undefined;
}

/** How each package manager writes a version. Sources: apk-world(5); apt-get(8), "install"; dnf, "Specifying Packages". */
const PINNED: readonly (readonly [program: RegExp, verb: RegExp, pin: RegExp])[] = [
  [/^apk$/, /^add$/, /^([\w.+-]+)(?:=|~)/],
  [/^(?:apt|apt-get|aptitude)$/, /^install$/, /^([\w.+-]+(?::\w+)?)=/],
  [/^(?:dnf|yum|microdnf|tdnf)$/, /^install$/, /^(\w[\w.+-]*?)-(?:\d+:)?\d[\w.+~^]*-\d[\w.]*\.(?:el|fc|amzn|cm|azl)\d/],
];

function pinnedPackage({ name = '', words }: ShellCommand): string | undefined {
  const form = PINNED.find(([program]) => program.test(name));
  const args = words.slice(1).map(knownStart);
  const at = form ? args.findIndex((arg) => form[1].test(arg)) : -1;
  if (!form || at < 0) return undefined;
  return args.slice(at + 1).flatMap((arg) => (arg.startsWith('-') ? [] : (form[2].exec(arg)?.[1] ?? [])))[0];
}
