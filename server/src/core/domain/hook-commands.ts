/** The commands that run in a container beside its own: health checks, probes and hooks. */
import type { Lens } from '../yaml/lens.ts';
import type { Container } from './container.ts';
import { type ContainerCommand, commandsOf } from './container-commands.ts';
import { markScripts } from './script-words.ts';

type Words = Container['command'];

/** Fields of a container whose actions are a command, an HTTP request or a connection. Source: Kubernetes API, `Container`. */
export const PROBES_AND_HOOKS = [
  ['livenessProbe'],
  ['readinessProbe'],
  ['startupProbe'],
  ['lifecycle', 'postStart'],
  ['lifecycle', 'preStop'],
] as const;

/** The command lines of a container's probes and hooks, each as words. Sources: Kubernetes API, `Container`; Compose specification. */
export function hookLines({ origin, lens: from }: Container): Words[] {
  if (origin === 'kubernetes')
    return PROBES_AND_HOOKS.map((path) => line(from.get(...path, 'exec', 'command'))).filter(isFilled);
  const hooks = ['post_start', 'pre_stop'].flatMap((key) => from.get(key).items());
  const watched = from.get('develop', 'watch').items();
  const commands = [...hooks.map((hook) => hook.get('command')), ...watched.map((rule) => rule.get('exec', 'command'))];
  return [healthCheck(from.get('healthcheck', 'test')), ...commands.map(line)].filter(isFilled);
}

/** The commands of a container's probes and hooks. */
export const hookCommands = (container: Container): ContainerCommand[] => hookLines(container).flatMap(commandsOf);

const isFilled = (words: Words): boolean => words.length > 0;

/** A list of words, or a text that Compose splits. */
function line(from: Lens): Words {
  const words = from.seq ? from.items().flatMap((item) => wordOf(item)) : wordOf(from);
  return markScripts(from.seq ? words : words.map((word) => ({ ...word, unsplit: /[\s"'\\]/.test(word.text) })));
}

/** `test:` is a script, or `[CMD-SHELL, script]`, or `[CMD, word, ...]`. */
function healthCheck(test: Lens): Words {
  if (!test.seq) return wordOf(test).map((word) => ({ ...word, shell: true }));
  const [form, ...words] = test.items().flatMap((item) => wordOf(item));
  if (form?.text === 'CMD-SHELL') return words.slice(0, 1).map((word) => ({ ...word, shell: true }));
  return form?.text === 'CMD' ? markScripts(words) : [];
}

function wordOf(from: Lens): Words[number][] {
  const { scalar } = from;
  if (!scalar) return [];
  const quote = scalar.style === 'single' || scalar.style === 'double' ? 1 : 0;
  const at = { start: scalar.span.start + quote, end: scalar.span.end - quote };
  // What `$` stands for is not known here: in a script it is a variable, in a word it makes the word unknown.
  const literal = !scalar.text.includes('$');
  return [{ text: scalar.text, at, literal, shell: false, unsplit: false, part: 'command' }];
}
