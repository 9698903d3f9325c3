/** Node ports that a README or a script names. */

import type { WorkspaceIndex } from './index.ts';
import { introductionsTo } from './introductions.ts';

/**
 * Whether a README of the folder of `path` or above it, or a script, job or setting of any folder, names a port of the nodes, or opens the Service called
 * `service` with `minikube service`, which works with such a port only. Source: minikube documentation, "Accessing apps", 2026-11-30. Only fixes may ask.
 */
export function isToldToCall(index: WorkspaceIndex, path: string, ports: readonly string[], service: string): boolean {
  const names = (text: string): boolean =>
    ports.some((port) => isNumberIn(text, port)) || opensInMinikube(text, service);
  if (introductionsTo(index, path).some(names)) return true;
  const plain = index.plainText();
  return (
    ports.some((port) => plain.find(port).some(({ text }) => isNumberIn(text, port))) ||
    plain.find('minikube service').some(({ text }) => opensInMinikube(text, service))
  );
}

/** Whether a text holds the number and not as a part of a longer one. */
const isNumberIn = (text: string, number: string): boolean =>
  text
    .split(number)
    .some((before, at, parts) => at + 1 < parts.length && !/[\d.]$/.test(before) && !/^\d/.test(parts[at + 1]!));

const opensInMinikube = (text: string, service: string): boolean =>
  service !== '' &&
  [...text.matchAll(/minikube service([^\r\n]{1,200})/g)].some(([, words = '']) =>
    words.split(/[\s`'")]+/).includes(service),
  );
