/** Which versions of an image work only with the capability of their program's file. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileCapability } from '../../../server/src/core/image/knowledge/file-capabilities.ts';
import { parseReference } from '../../../server/src/core/image/reference.ts';

/** Image, and whether it needs the capability; `undefined`: it has none from a file. */
const IMAGES: readonly (readonly [image: string, isNeeded: boolean | undefined])[] = [
  ['quay.io/kubernetes-ingress-controller/nginx-ingress-controller:0.19.0', undefined],
  ['k8s.gcr.io/ingress-nginx/controller:v0.48.1', true],
  ['k8s.gcr.io/ingress-nginx/controller:v0.49.0', false],
  ['registry.k8s.io/ingress-nginx/controller:v1.12.0', false],
  ['nginx/nginx-ingress:3.0.2', true],
  ['nginx/nginx-ingress:3.1.1', false],
  ['nginx/nginx-ingress:5.2.0', false],
  ['hashicorp/vault:1.20', false],
  ['nginx:1.29', undefined],
];
for (const [image, isNeeded] of IMAGES)
  test(image, () => assert.equal(fileCapability(parseReference(image)!)?.isNeeded, isNeeded));
