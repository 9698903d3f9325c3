import type { KubernetesObject } from '../domain/kubernetes.ts';

type Named = Pick<KubernetesObject, 'name' | 'kind'>;

/**
 * How a message names an object, with backticks: its name, and where a template, a tool or `generateName` decides that,
 * its kind in words. A kind in backticks would read like a name.
 */
export const objectName = ({ name, kind }: Named): string => (name === '' ? `this ${kind || 'object'}` : `\`${name}\``);

/** The same for the start of a message. */
export const ObjectName = (object: Named): string => objectName(object).replace(/^t/, 'T');

/** The pods of an object and what they do, for the start of a message: `podsDo(web, 'get', 'gets')`. A Pod is one pod. */
export const podsDo = (object: Named, plural: string, singular: string): string =>
  object.kind === 'Pod' ? `${ObjectName(object)} ${singular}` : `Pods of ${objectName(object)} ${plural}`;

/** How a message that begins with a volume names it; a template may give its name. */
export const VolumeName = (name: string | undefined): string => (name ? `Volume \`${name}\`` : 'This volume');
