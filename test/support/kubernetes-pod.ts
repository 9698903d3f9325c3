import assert from 'node:assert/strict';
import type { Container } from '../../server/src/core/domain/container.ts';
import type { KubernetesObject } from '../../server/src/core/domain/kubernetes.ts';
import { readKubernetes } from '../../server/src/core/kubernetes/read.ts';
import type { Span } from '../../server/src/core/text/span.ts';
import { parseYaml } from '../../server/src/core/yaml/parse.ts';
import type { Setting } from '../../server/src/core/yaml/setting.ts';

export const objects = (text: string): readonly KubernetesObject[] => readKubernetes(parseYaml(text)).objects;
export const indent = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by));

/** A pod with the lines in its spec, and those in its one container. */
export function pod(spec: string, container: string): string {
  const item = `name: app\nimage: app:1\n${container}`;
  return `apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n${indent(spec, 2)}\n  containers:\n  - ${indent(item, 4).trimStart()}\n`;
}

export function first(text: string): { container: Container; cut: (at: Span | undefined) => string } {
  const container = objects(text)[0]?.workload?.containers[0];
  assert.ok(container);
  return { container, cut: (at) => (at ? text.slice(at.start, at.end) : '(none)') };
}

export type SettingKey = {
  [K in keyof Container]-?: Container[K] extends Setting<infer _> ? K : never;
}[keyof Container];

/** A one-line securityContext. */
export const sc = (body: string): string => `securityContext: {${body}}`;

/** A one-line pod template. */
export const template = '{metadata: {labels: {app: a}}, spec: {containers: [{name: c, image: i}]}}';

export const head = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\n';
