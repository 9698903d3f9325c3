/** The hover: what is wrong here, why it matters, and the fixes; what is known of the image here; what our own words here mean. */
import type { Hover, Position } from 'vscode-languageserver';
import { type ImageAt, imageAt } from '../core/engine/image-at.ts';
import type { Reported } from '../core/engine/report.ts';
import { toRange, toSpan } from './convert.ts';
import { aboutImage, markdown, plain } from './hover-text.ts';
import { wordAt } from './hover-words.ts';
import type { Session } from './session.ts';
import type { Place } from './workspaces.ts';

/** Rules shown at once, at most. */
const MOST = 5;

/** Null if no finding is at `position`, no image of which something is known, and no word of ours. */
export function hover(session: Session, uri: unknown, position: Position): Hover | null {
  session.flush();
  const document = session.open(uri);
  const place = document && session.workspaces.locate(uri);
  const report = place && session.report(place);
  if (!document || !place || !report) return null;
  const lines = place.workspace.lines(place.path);
  const { start } = toSpan(lines, { start: position, end: position });
  const here = report.findings.filter((f) => f.span.start <= start && start <= f.span.end);
  const image = imageHere(place, start);
  const word = wordAt(session, document, place, start);
  const span = word?.at ?? here[0]?.span ?? image?.span;
  if (!span) return null;
  const asMarkdown = session.client.showsMarkdown;
  const metas = place.workspace.engine.rules.map((r) => r.meta);
  const about = asMarkdown ? markdown : plain;
  const texts = byRule(here)
    .slice(0, MOST)
    .map((some) =>
      about(
        some,
        metas.find((m) => m.id === some[0]?.rule),
        session,
      ),
    );
  if (image) texts.push(aboutImage(image.facts, here, asMarkdown));
  if (word) texts.push(word.text);
  return {
    contents: { kind: asMarkdown ? 'markdown' : 'plaintext', value: texts.join(asMarkdown ? '\n\n---\n\n' : '\n\n') },
    range: toRange(lines, span),
  };
}

function byRule(findings: readonly Reported[]): (readonly Reported[])[] {
  const rules = [...new Set(findings.map((f) => f.rule))];
  return rules.map((rule) => findings.filter((f) => f.rule === rule));
}

function imageHere({ workspace: { engine }, path }: Place, offset: number): ImageAt | undefined {
  const unit = engine.unitAt(path, offset);
  return unit && imageAt(unit, offset, engine.configFor(path).settings.today);
}
