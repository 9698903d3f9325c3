/** The fixes of findings in what a chart's templates become: they edit the values, or the template where it writes the text itself. */
import type { Unit } from '../../domain/unit.ts';
import { noteOf } from '../../fixes/fix.ts';
import { type Claim, type Effect, OWN_FILE } from '../../rule/effect.ts';
import { type Fix, fixesOf } from '../../rule/rule.ts';
import { posix } from '../../text/paths.ts';
import { shift } from '../../text/span.ts';
import { lensOf } from '../../yaml/lens.ts';
import type { Built } from '../overlay/built.ts';
import type { Raw } from '../raw.ts';
import type { FileState } from '../units.ts';
import { type ChartEdit, chartEdit } from './chart-edit.ts';
import type { ChartFiles } from './chart-files.ts';
import { type ChartTrial, chartTrial } from './chart-trial.ts';
import type { RenderedDocument } from './places.ts';
import type { TreePath } from './tree-changes.ts';
import { fitsSchema } from './values-schema.ts';

/** The name below a template's path under which an effect states what the template becomes. */
export const RENDERED = 'rendered';

/** The fixes of one finding, and how several of one object become one change. */
export type ChartFixes = Required<Pick<Raw, 'together'>> & { readonly fixes: () => readonly Fix[] };

export interface ChartFixer {
  /** @param raw a finding in `result`, a unit of what the chart becomes; @param own the unit of its template */
  for(raw: Raw, result: Unit, own: Unit, built: Built): ChartFixes | undefined;
}

export function chartFixer(files: ChartFiles, stateOf: (path: string) => FileState | undefined): ChartFixer {
  const mayWriteIn = (folder: string, trial: ChartTrial) => {
    const { description } = trial.known.sources;
    const lists = [lensOf(description.yaml), requirementsOf(stateOf(posix.join(folder, 'requirements.yaml')))];
    const below = lists
      .flatMap((one) => one?.get('dependencies').items() ?? [])
      .map((one) => one.get('alias').text ?? one.get('name').text);
    const schema = stateOf(posix.join(folder, 'values.schema.json'))?.text;
    return (path: readonly (string | number)[], isNew: boolean): boolean =>
      !below.includes(String(path[0])) &&
      !(path[0] === 'global' && below.length > 0) &&
      (!isNew || schema === undefined || fitsSchema(schema, path));
  };

  /** The fixes of the rules by those that are made of them. */
  const rules = new WeakMap<Fix, Fix>();

  return {
    for(raw, result, own, built) {
      const document = built.chart?.document(result);
      if (!document || own.kind !== 'kubernetes') return undefined;
      const edit = (fixes: readonly Fix[]): ChartEdit | undefined => {
        const trial = chartTrial(built.folder, files);
        return trial && chartEdit(fixes, result, document, own, { trial, mayWrite: mayWriteIn(built.folder, trial) });
      };
      const changeOf = (one: ChartEdit | undefined): ReturnType<Fix['change']> => {
        const unit = one && unitIn(one, files, stateOf, own, built.folder);
        return one && unit
          ? [{ unit, edits: one.edits.map((e) => ({ ...e, span: shift(e.span, -unitStart(one, unit)) })) }]
          : [];
      };
      return {
        fixes: () =>
          fixesOf(raw.finding).flatMap((fix): Fix[] => {
            const one = edit([fix]);
            const change = changeOf(one);
            if (!one || change.length === 0) return [];
            const made = {
              ...fix,
              ...aboutOthers(fix, one, document),
              effect: effectOf(fix, one, document),
              change: () => change,
            };
            rules.set(made, fix);
            return [made];
          }),
        together: (fixes) => () => {
          const all = fixes.map((fix) => rules.get(fix));
          return all.every((fix) => fix !== undefined) ? changeOf(edit(all)) : [];
        },
      };
    },
  };
}

const requirementsOf = (state: FileState | undefined) => {
  const unit = state?.units[0]?.unit;
  return unit && 'yaml' in unit && unit.yaml ? lensOf(unit.yaml) : undefined;
};

/** The unit that an edit is in. Edits of the values are offsets in its text, those of a template offsets in the file. */
function unitIn(
  edit: ChartEdit,
  files: ChartFiles,
  stateOf: (path: string) => FileState | undefined,
  own: Unit,
  folder: string,
): Unit | undefined {
  if (edit.values.length > 0) return files.chartIn(folder)?.sources.values?.unit;
  const isOwn = edit.edits.every(({ span }) => span.start >= own.start && span.end <= own.start + own.text.length);
  return isOwn && stateOf(edit.path)?.units.some(({ unit }) => unit === own) ? own : undefined;
}

const unitStart = (edit: ChartEdit, unit: Unit): number => (edit.values.length > 0 ? 0 : unit.start);

/** What the value decides in other objects is for a person to look at. */
function aboutOthers(fix: Fix, { others }: ChartEdit, { path }: RenderedDocument): Partial<Fix> {
  if (others.length === 0) return {};
  const files = [...new Set(others.map(({ template }) => template))].filter((one) => one !== path);
  const where =
    files.length > 0 ? files.map((one) => `\`${posix.basename(one)}\``).join(', ') : 'other parts of the object';
  const also = `The value also decides ${where}`;
  return { safety: 'review', note: noteOf([...(fix.note?.split('; ') ?? []), also]) };
}

/** What the fix says it changes, in what the template becomes, with the values that it writes. */
function effectOf(fix: Fix, edit: ChartEdit, { path }: RenderedDocument): readonly Effect[] | undefined {
  const isOfValues = edit.values.length > 0;
  const rendered = ({ at, how }: Claim): Claim => ({
    at: at[0] !== OWN_FILE ? at : isOfValues ? [path, RENDERED, ...at.slice(1)] : [path, '**', ...at.slice(-1)],
    // A switch is set to `false` where the rule removes it.
    how: how === 'removed' && isOfValues ? 'changed' : how,
  });
  const claims = fix.effect?.map(({ either }) => ({ either: either.map(rendered) }));
  const written = edit.values.map(
    ({ path: to, from }): Effect => ({
      either: [to, from].map((keys) => ({ at: [edit.path, ...names(keys)], how: 'changed' })),
    }),
  );
  const others = new Map(
    edit.others.map(({ template, path: at }) => {
      const last = at.filter((key) => typeof key === 'string').slice(-1);
      return [`${template} ${last.join('.')}`, claim([template, RENDERED, '**', ...last])] as const;
    }),
  );
  return claims && [...claims, ...written, ...others.values()];
}

/** The keys up to the first item of a list. */
const names = (path: TreePath): string[] =>
  path
    .slice(
      0,
      path.concat(0).findIndex((key) => typeof key === 'number'),
    )
    .map(String);

const claim = (at: readonly string[]): Effect => ({ either: [{ at, how: 'changed' }] });
