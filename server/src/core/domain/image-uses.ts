import { images } from '../dockerfile/images.ts';
import type { Dockerfile, DockerfileImage, Resolved } from '../dockerfile/model.ts';
import { parseReference } from '../image/reference.ts';
import type { Span, TextEdit } from '../text/span.ts';
import { asScalar, type YamlNode, type YamlScalar } from '../yaml/node.ts';
import { isShared } from '../yaml/walk.ts';
import type { Container } from './container.ts';
import type { ImageUse } from './image-use.ts';
import type { Workload } from './kubernetes.ts';
import { sharingServices } from './sharing-services.ts';
import type { ComposeFileUnit, KubernetesFileUnit, Unit } from './unit.ts';
import { variableReaders } from './variable-readers.ts';

type YamlFileUnit = ComposeFileUnit | KubernetesFileUnit;

/** Every image that a unit uses, in source order. Without Compose images that the same service builds: there the name is for the result. */
export function imageUses(unit: Unit): readonly ImageUse[] {
  if (unit.kind === 'dockerfile') {
    const { dockerfile } = unit;
    const known = ofDockerfiles.get(dockerfile) ?? dockerfileUses(unit.text, dockerfile);
    ofDockerfiles.set(dockerfile, known);
    return known;
  }
  if (unit.kind === 'compose') return unit.compose.services.flatMap((s) => containerUse(unit, s.container, 'service'));
  if (unit.kind === 'kubernetes')
    return unit.kubernetes.objects.flatMap((o) => o.workloads.flatMap((w) => podUses(unit, w)));
  return [];
}

/** Kept, because every fix of an image looks at the others. */
const ofDockerfiles = new WeakMap<Dockerfile, readonly ImageUse[]>();

function dockerfileUses(text: string, file: Dockerfile): ImageUse[] {
  const uses: ImageUse[] = [];
  const all = images(file);
  const counts = new Map<string, number>();
  for (const { raw } of all) counts.set(raw, (counts.get(raw) ?? 0) + 1);
  for (const image of all) {
    if (image.source.kind !== 'image' && image.source.kind !== 'unknown') continue;
    const resolved = image.source.resolved;
    const reference = image.source.kind === 'image' ? image.source.reference : undefined;
    uses.push({
      role: image.role,
      raw: image.raw,
      at: image.at,
      reference,
      overridable: resolved.overridable,
      preloaded: false,
      ...(hasOtherReaders(file, all, image) ? replaceable(undefined) : editable(text, image.raw, image.at, resolved)),
      places: resolved.from.length > 0 ? counts.get(image.raw)! : 1,
      stage: image.stage,
      container: undefined,
    });
  }
  return uses;
}

/**
 * Whether an ARG of the image's name has readers that want another value: an image with another name, or a variable. A stage that only
 * declares the ARG again reads it too.
 */
function hasOtherReaders(file: Dockerfile, all: readonly DockerfileImage[], image: DockerfileImage): boolean {
  const { source, raw } = image;
  const own = 'resolved' in source ? source.resolved.from : [];
  const reads = (from: readonly Span[]): boolean => from.some((f) => own.some((o) => o.start === f.start));
  if (own.length === 0) return false;
  const others = all.filter((o) => o.raw !== raw && 'resolved' in o.source);
  return (
    others.some((o) => 'resolved' in o.source && reads(o.source.resolved.from)) ||
    file.instructions.some((i) => i.variables.some((v) => reads(v.resolved.from.slice(1))))
  );
}

/** The text to edit: the argument, or the default of its only variable, an ARG (`node:${VERSION}-slim`). */
function editable(text: string, raw: string, at: Span, resolved: Resolved): Pick<ImageUse, 'literalAt' | 'replace'> {
  if (!raw.includes('$')) return replaceable(text.slice(at.start, at.end) === raw ? at : undefined);
  const [source, ...more] = resolved.from;
  const form = /^([^$]*)\$(?:\w+|\{\w+\})([^$]*)$/.exec(raw);
  if (!source || more.length > 0 || resolved.text === undefined || !form) return replaceable(undefined);
  const [before, after] = [form[1]!, form[2]!];
  const value = resolved.text.slice(before.length, resolved.text.length - after.length);
  const start = text.indexOf(value, text.indexOf('=', source.start) + 1);
  if (value === '' || start <= source.start || start + value.length > source.end) return replaceable(undefined);
  const span = { start, end: start + value.length };
  return before === '' && after === '' ? replaceable(span) : partly(span, before, after);
}

/** Edits for the part of a reference at `span`. The text before and after it is written elsewhere and stays. */
function partly(span: Span, before: string, after: string): Pick<ImageUse, 'literalAt' | 'replace'> {
  const fits = (to: string): boolean =>
    to.startsWith(before) && to.endsWith(after) && to.length > before.length + after.length;
  return {
    literalAt: undefined,
    replace: (to) => (fits(to) ? [{ span, text: to.slice(before.length, to.length - after.length) }] : []),
  };
}

function podUses(unit: YamlFileUnit, workload: Workload): ImageUse[] {
  const uses = workload.containers.flatMap((c) => containerUse(unit, c, 'pod'));
  for (const volume of workload.volumes) {
    const image = volume.lens.get('image', 'reference');
    const node = volume.source === 'image' ? image.scalar : undefined;
    if (!node) continue;
    uses.push({
      role: 'volume',
      raw: node.text,
      at: image.valueAt ?? node.span,
      reference: parseReference(node.text),
      overridable: false,
      preloaded: volume.lens.get('image', 'pullPolicy').text === 'Never',
      ...unlessShared(unit, node, replaceable(innerSpan(unit.text, node))),
      places: 1,
      stage: undefined,
      container: undefined,
    });
  }
  return uses;
}

function containerUse(unit: YamlFileUnit, container: Container, role: 'service' | 'pod'): ImageUse[] {
  const image = container.image;
  if (!image || image.builtHere) return [];
  const scalar = asScalar(image.node);
  const readers = scalar && image.overridable ? defaultReaders(unit, scalar) : [];
  const written = scalar && innerSpan(unit.text, scalar);
  const shared = scalar && unit.kind === 'compose' ? sharingServices(unit, scalar) : [];
  return [
    {
      role,
      raw: image.raw,
      at: image.at,
      reference: image.reference,
      overridable: image.overridable,
      preloaded: image.preloaded,
      ...(shared.length > 0 && !image.overridable
        ? replaceable(written)
        : unlessShared(unit, image.node, image.overridable ? ofDefaults(unit, readers) : replaceable(written))),
      places: Math.max(1, readers.length, shared.length),
      stage: undefined,
      container,
    },
  ];
}

/**
 * The values that contain the variable of a Compose image. Empty if one of them is shared, is no image that is pulled, or is another text,
 * which may want another default.
 */
function defaultReaders(unit: YamlFileUnit, { text }: YamlScalar): readonly YamlScalar[] {
  if (unit.kind !== 'compose') return [];
  const { yaml, compose } = unit;
  const images = new Set(
    compose.services.map(({ container: { image } }) => (image?.builtHere ? undefined : image?.node)),
  );
  const name = /\$\{(\w+)/.exec(text)?.[1];
  const readers = name === undefined ? [] : variableReaders(yaml, name);
  return readers.every((node) => node.text === text && images.has(node) && !isShared(yaml, node)) ? readers : [];
}

/** The same default in several values: all change together. */
function ofDefaults(unit: YamlFileUnit, readers: readonly YamlScalar[]): Pick<ImageUse, 'literalAt' | 'replace'> {
  const all = readers.map((node) => ofDefault(node.text, innerSpan(unit.text, node)));
  const [first] = all;
  return {
    literalAt: all.length === 1 ? first!.literalAt : undefined,
    replace: (to) => {
      const edits = all.map((one) => one.replace(to));
      return edits.some((one) => one.length === 0) ? [] : edits.flat();
    },
  };
}

/** The default of the only variable in a Compose value: `postgres:${VERSION:-17}`. */
function ofDefault(raw: string, written: Span | undefined): Pick<ImageUse, 'literalAt' | 'replace'> {
  const form = /^([^$]*)\$\{\w+:?-([^${}]+)\}([^$]*)$/.exec(raw);
  if (!form || !written) return replaceable(undefined);
  const [before, value, after] = [form[1]!, form[2]!, form[3]!];
  const end = written.end - after.length - 1;
  const span = { start: end - value.length, end };
  return before === '' && after === '' ? replaceable(span) : partly(span, before, after);
}

/** No edits of a node that is shared through an anchor or an alias: they would change other places too. */
function unlessShared(
  unit: YamlFileUnit,
  node: YamlNode,
  parts: Pick<ImageUse, 'literalAt' | 'replace'>,
): typeof parts {
  return { literalAt: parts.literalAt, replace: (to) => (isShared(unit.yaml, node) ? [] : parts.replace(to)) };
}

/** The span of a scalar's text without quotes, if it is written without escapes and folds. */
function innerSpan(text: string, node: YamlScalar): Span | undefined {
  const quoted = node.style === 'single' || node.style === 'double' ? 1 : 0;
  const span = { start: node.span.start + quoted, end: node.span.end - quoted };
  return text.slice(span.start, span.end) === node.text ? span : undefined;
}

function replaceable(literalAt: Span | undefined): Pick<ImageUse, 'literalAt' | 'replace'> {
  return {
    literalAt,
    replace: (to: string): readonly TextEdit[] => (literalAt ? [{ span: literalAt, text: to }] : []),
  };
}
