/** What kustomizations and charts are judged without. */
import type { UnknownReason } from '../../kustomize/result/steps.ts';
import type { SourceDocument } from '../../merged/placed.ts';
import { type Span, shift } from '../../text/span.ts';
import type { FileState } from '../units.ts';
import type { LeftOut } from '../unread.ts';

/** A part of a kustomization that its result lacks. `at`: offsets in the document's text. */
export interface LeftOutPart {
  readonly document: SourceDocument;
  readonly at: Span;
  readonly reason: UnknownReason;
}

const MESSAGES: Readonly<Record<UnknownReason, string>> = {
  remote: 'this part of the kustomization is remote, so it is not judged',
  missing: 'this part of the kustomization is not in the workspace, so it is not judged',
  cycle: 'this part of the kustomization leads back to itself, so it is left out',
  'too-much': 'this part of the kustomization is too large or nested too deeply, so it is not judged',
  broken: 'the kustomization cannot be read, so what it builds is not judged',
  'not-evaluated': 'this field of the kustomization is not evaluated, so what it changes or adds is not judged',
  'no-target': 'this part of the kustomization changes no object that is there',
  'target-not-read': 'this patch is left out, since its target cannot be read',
  'not-a-patch': 'this part of the kustomization is no patch, so it is left out',
  failed: 'this patch cannot be applied, so it is left out',
};

const NOT_RENDERED =
  'what this template becomes with the values of its chart is not known, so it is judged as it is written';

/**
 * What the results that a file is part of lack because of this file, in its order.
 * @param isTemplate the file is a template of a chart that is not rendered
 */
export function leftOutOf(state: FileState, parts: readonly LeftOutPart[], isTemplate: boolean): LeftOut[] {
  const out = new Map<string, LeftOut>();
  const hasWorkload = state.units.some(
    ({ unit }) => unit.kind === 'kubernetes' && unit.kubernetes.objects.some((o) => o.workload),
  );
  if (isTemplate && hasWorkload && state.text.includes('{{'))
    out.set('', { at: { start: 0, end: 0 }, message: NOT_RENDERED });
  for (const { document, at, reason } of parts) {
    if (document.path !== state.path) continue;
    const place = shift(at, document.unit?.start ?? 0);
    out.set(`${place.start} ${reason}`, { at: place, message: MESSAGES[reason] });
  }
  return [...out.values()].sort((a, b) => a.at.start - b.at.start);
}
