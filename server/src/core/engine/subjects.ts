import type { Instruction, Stage } from '../dockerfile/model.ts';
import type { Container } from '../domain/container.ts';
import { imageUses } from '../domain/image-uses.ts';
import type { KubernetesObject, Workload } from '../domain/kubernetes.ts';
import type { SettingsUnit, Unit } from '../domain/unit.ts';
import { isPodmanFile, type PodmanFile } from '../files/podman-file.ts';
import { type KindName, typedObject } from '../kubernetes/kind/typed-object.ts';
import type { Subject, Subjects } from '../rule/rule.ts';
import { hitsAt } from '../secrets/hits.ts';
import type { SiteOwner } from '../secrets/sites/owner.ts';
import { secretSites } from '../secrets/sites/sites.ts';
import type { Span } from '../text/span.ts';
import { lensOf } from '../yaml/lens.ts';

/** One subject to check: its kind, the subject, its semantic route (for fingerprints) and the reach of a suppression. */
export interface Visit<S extends Subject = Subject> {
  readonly subject: S;
  readonly value: Subjects[S];
  readonly route: string;
  readonly covers: Span;
  /** Position among all visits of the unit, independent of the requested kinds. */
  readonly rank: number;
}

/** Ranks of a part (models, images, secrets) are below those of the next part: no unit has this many visits. */
const PART = 2 ** 30;

/**
 * All subjects of a unit of the kinds `wanted`, in source order within each kind. Computing images and places of secrets may fail:
 * then `failed` is called, and the other subjects are returned.
 */
export function visits(
  unit: Unit,
  wanted: ReadonlySet<Subject>,
  failed: (part: string, error: unknown) => void,
): Visit[] {
  const out: Visit[] = [];
  const times = new Map<string, number>();
  /** Two containers of one name, or two unnamed objects of a list, are distinct. */
  const ownRoute = (subject: Subject, route: string): string => {
    if (subject !== 'container' && subject !== 'workload') return route;
    const nth = (times.get(`${subject} ${route}`) ?? 0) + 1;
    times.set(`${subject} ${route}`, nth);
    return nth > 1 ? `${route}#${nth}` : route;
  };
  let rank = 0;
  const add = <S extends Subject>(subject: S, value: Subjects[S], route: string, covers: Span): void => {
    rank++;
    if (!wanted.has(subject)) return;
    out.push({ subject, value, route: ownRoute(subject, route), covers, rank } as Visit);
  };
  const typed = [...wanted].some((subject) => subject.startsWith('object:'));
  const addTyped = (object: KubernetesObject): void => {
    const found = typed ? typedObject(object) : undefined;
    if (found)
      add(`object:${found.name}`, found.value as Subjects[`object:${KindName}`], objectRoute(object), object.span);
  };
  const addPods = ({ workloads, span }: KubernetesObject): void => {
    for (const workload of workloads) {
      add('workload', workload, workloadRoute(workload), span);
      for (const c of workload.containers) add('container', c, containerRoute(c), c.span);
    }
  };
  const addPodman = (file: PodmanFile, { yaml, text }: SettingsUnit): void => {
    const root = lensOf(yaml);
    if (root.map) add('podman', { file, root }, file, { start: 0, end: text.length });
  };
  if (unit.kind === 'dockerfile') {
    const file = unit.dockerfile;
    add('dockerfile', file, '', { start: 0, end: unit.text.length });
    for (const stage of file.stages) {
      add('stage', stage, stageRoute(stage), stage.span);
      add('instruction', stage.from, `${stageRoute(stage)}/FROM`, stage.from.span);
    }
    for (const instruction of file.instructions) {
      if (instruction.keyword === 'FROM') continue;
      const route = instructionRoute(instruction, file.stages[instruction.stage]);
      add('instruction', instruction, route, instruction.span);
      if (instruction.onbuild)
        add('instruction', instruction.onbuild, `${route}/${instruction.onbuild.keyword}`, instruction.span);
    }
  } else if (unit.kind === 'compose') {
    add('compose', unit.compose, '', { start: 0, end: unit.text.length });
    for (const service of unit.compose.services) {
      add('service', service, containerRoute(service.container), service.span);
      add('container', service.container, containerRoute(service.container), service.span);
    }
  } else if (unit.kind === 'kubernetes') {
    for (const object of unit.kubernetes.objects) {
      add('object', object, objectRoute(object), object.span);
      addTyped(object);
      addPods(object);
    }
  } else if (unit.kind === 'settings') {
    if (unit.values) addPods(unit.values);
    const subject = unit.of === 'daemon' || unit.of === 'distribution' ? unit.of : undefined;
    const root = subject ? lensOf(unit.yaml) : undefined;
    if (subject && root?.map) add(subject, root, subject, { start: 0, end: unit.text.length });
    if (isPodmanFile(unit.of)) addPodman(unit.of, unit);
  }
  if (wanted.has('image')) {
    rank = PART;
    attempt(failed, 'image references', () => {
      for (const use of imageUses(unit)) {
        const owner = use.container ? containerRoute(use.container) : use.stage ? stageRoute(use.stage) : '';
        add('image', use, `${owner}/${use.role}`, coversOfImage(use, unit));
      }
    });
  }
  if (wanted.has('secret')) {
    rank = 2 * PART;
    attempt(failed, 'places of secrets', () => {
      for (const site of secretSites(unit))
        if (hitsAt(unit, site).length > 0)
          add('secret', site, `${ownerRoute(site.owner)}/${site.name ?? site.kind}`, site.covers);
    });
  }
  return out;
}

/** The routes of a unit's stages, services and objects. Routes of findings in them begin with theirs. */
export function partRoutes(unit: Unit): string[] {
  if (unit.kind === 'dockerfile') return [...new Set(unit.dockerfile.stages.map(stageRoute))];
  if (unit.kind === 'compose')
    return [...new Set(unit.compose.services.map(({ container }) => containerRoute(container)))];
  return unit.kind === 'kubernetes' ? [...new Set(unit.kubernetes.objects.map(objectRoute))] : [];
}

function attempt(failed: (part: string, error: unknown) => void, part: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    failed(part, error);
  }
}

function coversOfImage(use: Subjects['image'], unit: Unit): Span {
  if (use.container) return use.container.span;
  if (unit.kind !== 'dockerfile') return use.at;
  // The last instruction that begins before it. Instructions are in order.
  const list = unit.dockerfile.instructions;
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]!.span.start <= use.at.start) low = middle + 1;
    else high = middle;
  }
  const found = list[low - 1];
  return found && use.at.end <= found.span.end ? found.span : use.at;
}

const stageRoute = (stage: Stage): string => `stage:${stage.name ?? stage.index}`;
const instructionRoute = (instruction: Instruction, stage: Stage | undefined): string =>
  `${stage ? stageRoute(stage) : 'global'}/${instruction.keyword}`;
/** `kind/namespace/name` of an object. */
export const objectRoute = (o: KubernetesObject): string => `${o.kind}/${o.namespace ?? ''}/${o.name}`;
/** `service/NAME`, or `kind/namespace/name/container`. */
export const containerRoute = (c: Container): string =>
  c.owner.origin === 'compose' ? `service/${c.name}` : `${workloadRoute(c.owner)}/${c.name}`;
/** The object's route. Further pod templates of the object are numbered. */
function workloadRoute(workload: Workload): string {
  const nth = workload.object.workloads.indexOf(workload);
  return nth > 0 ? `${objectRoute(workload.object)}#${nth + 1}` : objectRoute(workload.object);
}

function ownerRoute(owner: SiteOwner): string {
  if (owner.in === 'dockerfile') return instructionRoute(owner.instruction, owner.stage);
  if (owner.in === 'compose') return `service/${owner.service?.name ?? ''}`;
  if (owner.in === 'env') return 'env';
  if (owner.in === 'settings') return owner.of;
  if (owner.in === 'unit') return '';
  return owner.in === 'container' ? containerRoute(owner.container) : objectRoute(owner.object);
}
