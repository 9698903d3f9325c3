import { judge } from '../detect/assignment.ts';
import { atMost, type SecretHit } from '../detect/hit.ts';
import { secretName } from '../detect/names.ts';

/** `name = value`, `name: value`, `"name": "value",` on a line of its own; comment lines do not match. */
const setting =
  /^[ \t]{0,100}(?:export[ \t]{1,10}|-[ \t]{1,10})?["']?([A-Za-z_][\w.-]{1,100})["']?[ \t]{0,40}(?:=|:(?!:))[ \t]{0,40}/;

/** Files of languages in which a string has quotes. */
const SOURCE = /\.(?:cc?|cpp|cs|go|groovy|h|java|[cm]?[jt]sx?|kts?|lua|php|py|rb|rs|scala|swift|tf)$/i;

/** The manifest of an object that fetches secrets from a store by their names. */
const REFERENCES = /^[ \t]{0,40}kind:[ \t]{0,10}["']?(?:(?:Cluster)?ExternalSecret|PushSecret|SecretProviderClass)\b/m;
/** Its fields that name a secret. Source: External Secrets Operator, API of `ExternalSecret`. */
const REFERRING =
  /^[ \t]{0,100}(?:-[ \t]{1,10})?["']?(?:secretKey|key|property|objectName|objectAlias|secretName)["']?[ \t]{0,40}:/;

/**
 * Detects secrets in the lines of a configuration file (properties, ini, env, YAML, JSON) embedded as text in another file. Each line
 * is read alone, so the confidence is at most medium. In the source of a program, told by the name of the file, a word without quotes is a
 * variable. Spans are relative to the text. Takes time linear in the text.
 */
export function detectInLines(text: string, file = ''): SecretHit[] {
  const hits: SecretHit[] = [];
  const isReference = REFERENCES.test(text);
  const isSource = SOURCE.test(file);
  let start = 0;
  for (const line of text.split('\n')) {
    const hit = line.length <= 2000 && !(isReference && REFERRING.test(line)) ? inLine(line, isSource) : undefined;
    if (hit) hits.push({ ...hit, span: { start: hit.span.start + start, end: hit.span.end + start } });
    start += line.length + 1;
  }
  return hits;
}

function inLine(line: string, isSource: boolean): SecretHit | undefined {
  const match = setting.exec(line);
  const name = match?.[1];
  const meaning = name === undefined ? undefined : secretName(name);
  if (!match || name === undefined || !meaning) return undefined;
  const value = literalOf(line, match[0].length, isSource);
  const hit = value && judge(meaning, name, line.slice(value.start, value.end));
  if (!value || !hit) return undefined;
  const span = { start: hit.span.start + value.start, end: hit.span.end + value.start };
  return { ...hit, confidence: atMost(hit.confidence, 'medium'), span };
}

/** The literal that begins at `from`, without quotes. `undefined` for code, collections, and values that continue on the next line. */
function literalOf(line: string, from: number, isSource: boolean): { start: number; end: number } | undefined {
  const quote = line[from];
  if (quote === '"' || quote === "'") {
    const end = line.indexOf(quote, from + 1);
    const after = line.slice(end + 1).trim();
    return end > from + 1 && /^(?:[,;].{0,3}|[#/].*|)$/.test(after) ? { start: from + 1, end } : undefined;
  }
  if (isSource) return undefined;
  const bare = /^[^\s#"'`()[\]{}<>$&|*!;\\][^\s"'`()[\]{}<>;\\]{0,500}/.exec(line.slice(from))?.[0].replace(/,$/, '');
  if (!bare || !/^\s*(?:[#;].*|,\s*)?$/.test(line.slice(from + bare.length))) return undefined;
  return { start: from, end: from + bare.length };
}
