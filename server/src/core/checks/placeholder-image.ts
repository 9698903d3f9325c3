import type { ImageUse } from '../domain/image-use.ts';
import type { ImageReference } from '../image/reference.ts';
import type { Context } from '../rule/rule.ts';

/**
 * Whether a tool writes another reference in its place: the registry is a word in capitals (`REGISTRY/shop`), which no registry has as its
 * name, or has one (`ACCOUNT.dkr.ecr.REGION.amazonaws.com/shop`), the tag is one (`shop:IMAGE_TAG`, `shop:__TAG__`), or a manifest holds the variable of a tool
 * (`${REGISTRY}/shop`), which Kubernetes does not expand.
 */
export function isPlaceholderImage({ raw, reference, role }: ImageUse, { unit }: Context): boolean {
  if (reference?.digest !== undefined) return false;
  if (unit.kind === 'kubernetes' && role === 'pod' && raw.includes('$')) return !raw.endsWith(':latest');
  if (!reference) return false;
  const { registry, tag = '' } = reference;
  return (
    registry.split('.').some((label) => /^[A-Z][A-Z0-9_-]*$/.test(label)) ||
    /^(?:__\w+__|[A-Z]+_[A-Z_]+|TAG|VERSION)$/.test(tag)
  );
}

/** What stands for a name that only the reader knows, after `your` or `my`: `your-registry`, `my_org`, `yourdockerhubusername`. */
const UNKNOWN_NAME =
  '(?:(?:docker|docker[-_.]?hub|github|gitlab|aws|gcp|gcr|azure|ecr|acr|harbor|private|company|container)[-_.]?)?(?:registry|repo(?:sitory)?|org(?:ani[sz]ation)?|company|user(?:[-_.]?name)?|group|team|project(?:[-_.]?(?:id|name))?|domain|account(?:[-_.]?(?:id|name))?|namespace|docker[-_.]?(?:hub|id)|name|handle)';
/** A part of a path, or a label of a host, that nobody has as a name. */
const FOR_READER = new RegExp(
  `^(?:your[-_.]\\w[\\w-]*|(?:your|my)[-_.]?${UNKNOWN_NAME}|(?:docker[-_.]?(?:hub)?[-_.]?)?user[-_.]?name|docker[-_.]?hub[-_.]?user|(?:gcp|google)?[-_.]?project[-_.]?id|account[-_.]?id|some[-_.]?${UNKNOWN_NAME}|registry|org(?:ani[sz]ation)?|company|owner|placeholder|foo|foobar)$`,
);
/** Domains for documentation (RFC 2606, 3), and what stands for the reader's own. */
const HOST_FOR_READER =
  /(?:^|\.)(?:example\.(?:com|org|net)|(?:my|your)?[-_]?(?:domain|company)\.\w+|[\w.-]+\.example)$/;
/** The accounts of AWS's own documentation: docs.aws.amazon.com, "AWS Glossary" and the examples of the ECR User Guide, read on 2026-12-01. */
const ACCOUNT_FOR_READER = /^(?:123456789012|111122223333|444455556666|0{12}|1{12}|012345678901|aws[-_]account[-_]id)$/;

/**
 * Whether the registry, or who owns the image there, is a word for what the reader writes (`your-registry/shop`, `myregistry.azurecr.io/shop`,
 * `registry.example.com/shop`): the file is a pattern, and its tag stands for another one.
 */
export function isForReader({ registry, repository, familiar }: ImageReference): boolean {
  if (!familiar.includes('/')) return false;
  const labels = registry.toLowerCase().split('.');
  const owners = repository.toLowerCase().split('/').slice(0, -1);
  return (
    HOST_FOR_READER.test(registry.toLowerCase()) ||
    labels.slice(0, -1).some((label) => FOR_READER.test(label) || ACCOUNT_FOR_READER.test(label)) ||
    owners.some((part) => FOR_READER.test(part))
  );
}
