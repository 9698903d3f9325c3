/** Makes the root file system of a container read-only, and keeps writable what its image declares as volumes. */
import { isExtended } from '../checks/extended-service.ts';
import { knownService } from '../checks/known-container.ts';
import type { Container } from '../domain/container.ts';
import { userRow } from '../image/knowledge/user/user-row.ts';
import { keyOf } from '../platform/setting.ts';
import type { Effect } from '../rule/effect.ts';
import type { Context, Fix } from '../rule/rule.ts';
import type { TextEdit } from '../text/span.ts';
import { appendItem, joined, setKey } from '../yaml/edit/edit.ts';
import { lensOf } from '../yaml/lens.ts';
import { isShared } from '../yaml/walk.ts';
import { BEFORE_MOUNTS, setSecurityContext, setServiceKey } from './container.ts';
import { adds, hardened, sets } from './effect.ts';
import { alone, fixIf, yamlOf } from './fix.ts';
import { imageWrites, scriptWrites } from './written-outside.ts';

/** Directories whose files come with the image: an empty volume would hide them. */
const WITH_FILES = /^\/etc\/|conf|addons|extensions|workflows|properties/;

/** The fix that makes the root file system read-only; empty if it cannot be written, or if scripts of the repository write to other places than the fix keeps writable. */
export function readOnlyRootFixes(ctx: Context, container: Container): Fix[] {
  const own = imageWrites(container);
  if (!own || isExtended(container, ctx)) return [];
  const folders = [...own, TEMPORARY].filter((path) => !isMounted(container, path));
  const volumes = [...unmountedVolumes(container), ...folders];
  const isKept = (path: string): boolean =>
    isMounted(container, path) || volumes.some((folder) => `${path}/`.startsWith(`${folder}/`));
  if (!scriptWrites(container, ctx).every(isKept)) return [];
  const keep = volumes.length === 0 ? '' : `, and keep ${volumes.map((path) => `\`${path}\``).join(', ')} writable`;
  const key = keyOf('readOnlyRoot', container.platform.format);
  const edits = (): TextEdit[] => readOnlyRoot(ctx, container, volumes);
  const fixes = fixIf(`Set \`${key}: true\`${keep}`, 'review', edits, readsOnly(container, volumes));
  // An image that declares volumes writes its data there.
  const declared = knownService(container)?.volumes ?? [];
  return declared.length > 0 && !declared.some((path) => WITH_FILES.test(path)) ? fixes : alone(fixes, CHECK_WRITES);
}

/** Where nearly every program may write. */
const TEMPORARY = '/tmp';

const CHECK_WRITES = 'Start the container and mount every other directory that its program writes to';

/** Whether something is mounted at a path or above it. Unknown mounts may be there. */
function isMounted(container: Container, path: string): boolean {
  if (container.partial) return true;
  const at = (mount: string | undefined): boolean =>
    mount === undefined || `${path}/`.startsWith(`${mount.replace(/\/+$/, '')}/`);
  if (container.origin === 'kubernetes')
    return container.lens
      .get('volumeMounts')
      .items()
      .some((mount) => at(mount.get('mountPath').text));
  const volumes = container.lens.get('volumes').items();
  const tmpfs = container.lens.get('tmpfs');
  const own = tmpfs.scalar ? [tmpfs.text] : tmpfs.items().map((item) => item.text);
  return (
    own.some((entry) => at(entry?.split(':')[0])) ||
    volumes.some((volume) =>
      at(volume.map ? volume.get('target').text : volume.text?.split(':')[volume.text.includes(':') ? 1 : 0]),
    )
  );
}

/**
 * The image's volumes that nothing is mounted at. Docker mounts a writable volume at each, and so do some runtimes of Kubernetes, others
 * do not. Empty when they are not known, and when an empty volume would hide files of the image.
 */
function unmountedVolumes(container: Container): readonly string[] {
  const reference = container.image?.reference;
  if (container.origin !== 'kubernetes' || container.partial || !reference || container.image.overridable) return [];
  const mounts = container.lens.get('volumeMounts');
  if (mounts.node && (!mounts.seq || mounts.via)) return [];
  const paths = mounts.items().map((mount) => mount.get('mountPath').text);
  const volumes = (userRow(reference)?.volumes ?? []).map((path) => path.replace(/\/$/, ''));
  if (paths.includes(undefined) || volumes.some((path) => WITH_FILES.test(path))) return [];
  return volumes.filter((path) => !paths.some((at) => at === path || path.startsWith(`${at!.replace(/\/$/, '')}/`)));
}

/** Sets the root file system read-only, and mounts an `emptyDir` at each of the paths. */
function readOnlyRoot(ctx: Context, container: Container, paths: readonly string[]): TextEdit[] {
  if (container.origin === 'compose') {
    // A stack ignores the key, and Compose refuses a volume at the same place.
    if (isStack(container) && container.lens.get('tmpfs').node) return [];
    const readOnly = setServiceKey(ctx, container, ['read_only'], true);
    if (paths.length === 0 || readOnly.length === 0) return readOnly;
    const edits = addTmpfs(ctx, container, paths);
    // What is appended to a list stands before a key that follows the list.
    const appends = container.lens.get(isStack(container) ? 'volumes' : 'tmpfs').seq !== undefined;
    return edits.length === 0 ? [] : joined(appends ? [...edits, ...readOnly] : [...readOnly, ...edits]);
  }
  const readOnly = setSecurityContext(ctx, container, ['readOnlyRootFilesystem'], true);
  if (paths.length === 0 || readOnly.length === 0) return readOnly;
  const unit = yamlOf(ctx);
  const { podSpec, pod, volumes } = container.owner;
  if (!unit || isShared(unit, podSpec)) return [];
  const taken = new Set(volumes.map(({ name }) => name));
  const added = paths.map((mountPath) => ({ name: freeName(mountPath, taken), mountPath }));
  const mounts = container.lens.get('volumeMounts').seq;
  const declared = pod.get('volumes');
  if ((mounts && isShared(unit, mounts)) || (declared.node && (!declared.seq || isShared(unit, declared.seq))))
    return [];
  const empty = added.map(({ name }) => ({ name, emptyDir: {} }));
  const mountEdits = mounts
    ? added.flatMap((mount) => appendItem(unit, mounts, mount))
    : setKey(unit, container.node, 'volumeMounts', added, { after: BEFORE_MOUNTS });
  const volumeEdits = declared.seq
    ? empty.flatMap((volume) => appendItem(unit, declared.seq!, volume))
    : setKey(unit, podSpec, 'volumes', empty, { after: ['initContainers', 'containers'] });
  if (mountEdits.length === 0 || volumeEdits.length === 0) return [];
  // Where both follow the same entry: what is inside of it comes before the next key.
  const isInside = container.lens.get('securityContext').map !== undefined;
  return joined([...(isInside ? [...readOnly, ...mountEdits] : [...mountEdits, ...readOnly]), ...volumeEdits]);
}

/**
 * Mounts a `tmpfs` at each of the paths. In a stack only a volume can be one, from format 3.6 on. Sources: docker/cli
 * `cli/compose/convert/service.go`, which does not read `tmpfs`, and `config_schema_v3.6.json`.
 */
function addTmpfs(ctx: Context, container: Container, paths: readonly string[]): TextEdit[] {
  const unit = yamlOf(ctx);
  if (container.platform.writes.tmpfs === 'none') return [];
  if (isStack(container)) {
    const mounts = paths.map((target) => ({ type: 'tmpfs', target }));
    const volumes = container.lens.get('volumes');
    if (
      !unit ||
      OLD_FORMAT.test(lensOf(unit).get('version').text ?? '') ||
      volumes.via ||
      (volumes.node && (!volumes.seq || isShared(unit, volumes.seq)))
    )
      return [];
    if (!volumes.seq) return setServiceKey(ctx, container, ['volumes'], mounts);
    return mounts.flatMap((mount) => appendItem(unit, volumes.seq!, mount));
  }
  const { node, seq, scalar, text, via } = container.lens.get('tmpfs');
  if (!unit || via) return [];
  if (!node) return setServiceKey(ctx, container, ['tmpfs'], paths);
  if (seq) return isShared(unit, seq) ? [] : paths.flatMap((path) => appendItem(unit, seq, path));
  return scalar && text ? setServiceKey(ctx, container, ['tmpfs'], [text, ...paths]) : [];
}

/** What `readOnlyRoot` changes. */
const readsOnly = (container: Container, paths: readonly string[]): Effect[] => [
  sets(container, ...hardened(container, 'readOnlyRootFilesystem', 'read_only')),
  ...(container.origin === 'kubernetes'
    ? paths.flatMap((path) => [adds(container, 'volumeMounts', path), adds(container.owner, 'volumes', '*')])
    : paths.map((path) => (isStack(container) ? adds(container, 'volumes', '*') : adds(container, 'tmpfs', path)))),
];

const isStack = ({ platform }: Container): boolean => platform.writes.tmpfs === 'volumes';

/** Formats of stacks without volumes of type `tmpfs`. */
const OLD_FORMAT = /^(?:[12](?:\.\d+)?|3(?:\.[0-5])?)$/;

/** A name for the volume at a path: `/var/lib/registry` → `registry`, `registry-2` if that is taken. */
function freeName(path: string, taken: Set<string>): string {
  const last = path.slice(path.lastIndexOf('/') + 1);
  const plain =
    last
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'data';
  let name = plain;
  for (let n = 2; taken.has(name); n++) name = `${plain}-${n}`;
  taken.add(name);
  return name;
}
