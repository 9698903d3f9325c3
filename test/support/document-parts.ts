import { parseAllDocuments } from 'yaml';

/**
 * The documents of a YAML text, with the offset where their part of it begins. `---` at the beginning of a line ends a document also where a quote
 * is open (YAML 1.2.2, section 9.1.2); the library alone reads on to the next quote.
 */
export function* documentsIn(text: string) {
  let start = 0;
  for (const part of text.split(/^(?=---(?:\s|$))/m)) {
    for (const document of parseAllDocuments(part, { uniqueKeys: false, logLevel: 'silent' }))
      yield { document, start };
    start += part.length;
  }
}
