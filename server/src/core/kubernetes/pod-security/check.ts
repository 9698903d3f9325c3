/** What a check of the Pod Security Standards is, and what checks share. */
import type { PodContainer, Workload } from '../../domain/kubernetes.ts';
import type { Span } from '../../text/span.ts';
import type { Found } from '../../yaml/lens.ts';

/** Why a standard refuses a pod. */
export interface Breach {
  /** The setting, or the name of what lacks it. Unit-relative. */
  readonly at: Span;
  /** Names what is refused: `the sysctl \`kernel.msgmax\``. */
  readonly text: string;
}

export interface Check {
  /** The official name of the check. */
  readonly id: string;
  /** The first and the last minor version of the standard that has it; all if absent. */
  readonly from?: number;
  readonly until?: number;
  /** What is refused in the version 1.`minor`. What the file does not show is not refused. */
  of(workload: Workload, minor: number): Iterable<Breach>;
}

/** A pod and its containers: both have a `securityContext`. */
export const parts = (workload: Workload): readonly { readonly from: Found; readonly name: string }[] => [
  { from: workload.pod, name: 'the pod' },
  ...workload.containers.map(({ lens, name }) => ({ from: lens, name: `\`${name}\`` })),
];

/** Whether the pod has a user namespace of its own, or may have one. */
export const insideUserNamespace = ({ hostUsers }: Workload): boolean => hostUsers.value === false || hostUsers.unknown;

/** Whether a missing setting of the container is known to be missing. */
export const showsAll = ({ partial, owner }: PodContainer): boolean => !partial && !owner.object.fragment;
