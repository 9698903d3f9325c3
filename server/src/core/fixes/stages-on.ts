/** The stages of a Dockerfile that are built on one of its images. */
import type { Dockerfile, Stage } from '../dockerfile/model.ts';

/** The stages that are built on an image, as `raw` names it, directly or through other stages. */
export function stagesOn({ stages }: Dockerfile, raw: string): readonly Stage[] {
  const found = new Set<Stage>();
  for (const stage of stages) {
    const { source, image } = stage;
    if (source.kind === 'stage' ? found.has(source.stage) : image?.text === raw) found.add(stage);
  }
  return [...found];
}

/**
 * Remembers what follows from the stages on an image: a file may have thousands, each of which is asked. Holds while the file's model lives.
 */
export function onImage<Value>(
  make: (file: Dockerfile, raw: string) => Value,
): (file: Dockerfile, raw: string) => Value {
  const known = new WeakMap<Dockerfile, Map<string, Value>>();
  return (file, raw) => {
    const ofFile = known.get(file) ?? new Map<string, Value>();
    known.set(file, ofFile);
    const before = ofFile.get(raw);
    if (before !== undefined) return before;
    const value = make(file, raw);
    ofFile.set(raw, value);
    return value;
  };
}
