/**
 * The assessment as one HTML file: no script, nothing loaded, so it reads the same in a browser, in an editor's web view and on paper. In
 * VS Code its colours are those of the theme.
 */
import { forHtml } from '../escape.ts';
import { type Assessed, type Assessment, type ControlState, STATES } from './assess.ts';
import { STYLE } from './style.ts';
import {
  exceptionText,
  limitOf,
  MOST_PLACES,
  STATE_MEANINGS,
  STATE_WORDS,
  scopeOf,
  TREND_SCOPE,
  titleOf,
  trendText,
} from './words.ts';

/**
 * `nonce`: that of the web view's content security policy; without one the page forbids everything but its own style by itself.
 */
export function complianceHtml(assessment: Assessment, nonce?: string): string {
  const title = forHtml(titleOf(assessment));
  const policy =
    nonce === undefined
      ? `default-src 'none'; style-src 'unsafe-inline'`
      : `default-src 'none'; style-src 'nonce-${nonce}'`;
  return [
    '<!DOCTYPE html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${title}</title>`,
    `<style${nonce === undefined ? '' : ` nonce="${nonce}"`}>${STYLE}</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<h1>${title}</h1>`,
    `<p>${forHtml(scopeOf(assessment))}</p>`,
    ...totals(assessment),
    ...trendOf(assessment),
    ...unreadList(assessment),
    ...sections(assessment.controls).flatMap(([section, controls]) => [
      `<h2>${forHtml(section)}</h2>`,
      ...table(section, controls),
    ]),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** A state is a word with a mark, never a colour alone. */
const MARKS: Readonly<Record<ControlState, string>> = {
  'not-met': '\u2717',
  'to-check': '?',
  suppressed: '\u2212',
  met: '\u2713',
  'no-object': '\u25cb',
  'not-checkable': '\u25cb',
};
const stateOf = (state: ControlState): string =>
  `<span class="state ${state}"><span aria-hidden="true">${MARKS[state]}</span> ${STATE_WORDS[state]}</span>`;

function totals({ totals: numbers }: Assessment): string[] {
  const rows = STATES.map(
    (state) =>
      `<tr><th scope="row">${stateOf(state)}</th><td class="number">${numbers[state]}</td><td>${STATE_MEANINGS[state]}</td></tr>`,
  );
  const head =
    '<thead><tr><th scope="col">State</th><th scope="col">Controls</th><th scope="col">Meaning</th></tr></thead>';
  return [`<table class="totals"><caption>Totals</caption>${head}<tbody>`, ...rows, '</tbody></table>'];
}

function trendOf({ trend }: Assessment): string[] {
  const text = trendText(trend);
  return text === '' ? [] : [`<p>${forHtml(`${text} (${TREND_SCOPE}).`)}</p>`];
}

function unreadList({ unread }: Assessment): string[] {
  if (unread.length === 0) return [];
  const items = unread.map(({ path, why }) => `<li><code>${forHtml(path)}</code>: ${forHtml(why)}</li>`);
  return ['<h2>Files that the report does not cover</h2>', `<ul>${items.join('')}</ul>`];
}

function sections(controls: readonly Assessed[]): [string, Assessed[]][] {
  const groups = new Map<string, Assessed[]>();
  for (const control of controls) groups.set(control.section, [...(groups.get(control.section) ?? []), control]);
  return [...groups];
}

function table(section: string, controls: readonly Assessed[]): string[] {
  const head =
    '<thead><tr><th scope="col">Control</th><th scope="col">State</th><th scope="col">What files show</th></tr></thead>';
  const rows = controls.map((control) => {
    const name = `<th scope="row"><span class="id">${forHtml(control.id)}</span> ${forHtml(control.title)}</th>`;
    return `<tr>${name}<td>${stateOf(control.state)}</td><td>${details(control)}</td></tr>`;
  });
  const caption = `<caption class="hidden">Controls of section ${forHtml(section)}</caption>`;
  return [`<table>${caption}${head}<tbody>`, ...rows, '</tbody></table>'];
}

/** Places are folded behind their number; a printed page shows them all. */
function details(control: Assessed): string {
  const { places, exceptions, rules, trend } = control;
  const limit = limitOf(control);
  const about = limit === '' ? '' : `<p>${forHtml(limit)}</p>`;
  const by =
    rules.length === 0 ? '' : `<p class="rules">${rules.map((rule) => `<code>${forHtml(rule)}</code>`).join(', ')}</p>`;
  return [
    about,
    list(
      places.map(({ path, line, message }) => `<code>${forHtml(path)}:${line}</code> ${forHtml(message)}`),
      'place',
    ),
    list(
      exceptions.map((one) => {
        const place = one.line === undefined ? one.path : `${one.path}:${one.line}`;
        return `<code>${forHtml(place)}</code> ${forHtml(one.rule)}: ${forHtml(exceptionText(one))}`;
      }),
      'exception',
    ),
    trendText(trend) === '' ? '' : `<p>${trendText(trend)}</p>`,
    by,
  ].join('');
}

function list(items: readonly string[], what: string): string {
  if (items.length === 0) return '';
  const shown = items.slice(0, MOST_PLACES).map((item) => `<li>${item}</li>`);
  if (items.length > MOST_PLACES) shown.push(`<li>and ${items.length - MOST_PLACES} more</li>`);
  const text = `<ul>${shown.join('')}</ul>`;
  return items.length <= 3 ? text : `<details><summary>${items.length} ${what}s</summary>${text}</details>`;
}
