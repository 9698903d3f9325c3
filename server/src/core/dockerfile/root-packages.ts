/** Packages of a stage whose programs work only as root: what the image runs needs them, so it needs root. */
import { byContent } from './contents.ts';
import { packagesIn } from './installed-packages.ts';
import type { Instruction, Stage } from './model.ts';
import { chainOf } from './start-scripts.ts';

/**
 * Programs that make and mount file systems, attach volumes, load modules of the kernel, change its packet filter or load programs into it. Source: the
 * descriptions of the packages in Debian 12 and 13, read 2026-11-30.
 */
const PACKAGES =
  /^(?:xfsprogs|btrfs-progs|nfs-common|nfs-utils|open-iscsi|cryptsetup(?:-bin)?|lvm2|kmod|iptables|nftables|ipset|ipvsadm|bpftool|bpfcc-tools|bcc-tools|wireguard-tools)(?:=|$)/;

export interface RootPackage {
  readonly instruction: Instruction;
  /** Without its version. */
  readonly name: string;
}

/** The first such package that the stage, or one that it is FROM, installs; `undefined` if there is none. */
export const rootPackage = (stage: Stage): RootPackage | undefined => {
  const name = nameOf(stage);
  if (name === undefined) return undefined;
  const instruction = chainOf(stage)
    .flatMap(runs)
    .find((i) => installed(i).includes(name));
  return instruction && { instruction, name };
};

const nameOf: (stage: Stage) => string | undefined = byContent((stage: Stage) =>
  chainOf(stage).flatMap(runs).flatMap(installed).at(0),
);

const runs = ({ instructions }: Stage): Instruction[] => instructions.filter(({ keyword }) => keyword === 'RUN');

const installed = (run: Instruction): string[] =>
  packagesIn(run)
    .filter((arg) => PACKAGES.test(arg))
    .map((arg) => arg.split('=')[0]!);
