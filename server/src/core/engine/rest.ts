/** Lets go of what a large workspace cannot keep for all its files: the models of units, and their findings. */
import type { Unit } from '../domain/unit.ts';
import { readUnit } from './analyse.ts';
import type { FileState } from './units.ts';

/** The parts of each kind of unit that are made from its text and are many times as large. */
const MODELS: Readonly<Partial<Record<Unit['kind'], readonly string[]>>> = {
  dockerfile: ['dockerfile'],
  compose: ['yaml', 'compose'],
  kubernetes: ['yaml', 'kubernetes', 'others'],
  settings: ['yaml', 'values'],
};

/**
 * Replaces the models of a unit by getters that make them anew: `again` reads the unit from the same text. The unit stays the same object,
 * because the index refers to it. Between two calls the models are the same objects too.
 */
function rest(unit: Unit, again: () => Unit): void {
  const names = MODELS[unit.kind] ?? [];
  const keep = (fresh: Unit): void => {
    for (const name of names)
      Object.defineProperty(unit, name, { value: part(fresh, name), configurable: true, enumerable: true });
  };
  for (const name of names)
    Object.defineProperty(unit, name, {
      get() {
        keep(again());
        return part(unit, name);
      },
      configurable: true,
      enumerable: true,
    });
}

const part = (unit: Unit, name: string): unknown => Object.getOwnPropertyDescriptor(unit, name)?.value;

/** Lets go of the models and findings of a file. Its text and its facts stay. */
export function restFile(state: FileState | undefined): void {
  if (!state) return;
  state.last = undefined;
  for (const a of state.units) {
    a.result = undefined;
    a.report = undefined;
    const { unit } = a;
    const kind = unit.kind === 'settings' ? unit.of : unit.kind;
    rest(unit, () => readUnit(state.path, { kind, start: unit.start, text: unit.text }, state.context).unit);
  }
}
