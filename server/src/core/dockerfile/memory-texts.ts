/** What an image says about the memory of its program. */
import { type CopiedFile, copiedFiles } from './copied-files.ts';
import type { Instruction, Stage } from './model.ts';
import { alongChain, startInstructions } from './start-scripts.ts';

export interface MemoryTexts {
  /** Variables that may name an amount or show the program's language, with their values. The last value of each. */
  readonly variables: readonly (readonly [name: string, value: string])[];
  /** The words of ENTRYPOINT and CMD, separated by blanks. */
  readonly start: string;
  /** It has a Java runtime: from its base image, a package or a copied `.jar`. */
  readonly java: boolean;
  /** That runtime is OpenJ9, as far as the base image says. */
  readonly openJ9: boolean;
  /** What it copies from the build context, without copies of the whole context: scripts among it may set the heap. */
  readonly copies: readonly CopiedFile[];
}

/** Base images with a Java runtime, by a part of their name. */
const JAVA_IMAGE =
  /(?:^|[/_-])(?:eclipse-temurin|openjdk|amazoncorretto|ibmjava|ibm-semeru-runtimes|sapmachine|zulu-openjdk\w*|liberica-openj[dr][ke]-\w+|graalvm\w*|tomcat|jetty|tomee|open-liberty|websphere-liberty|wildfly|payara|java\d*(?:-debian\d+)?|j[dr][ke]-?\d*)(?:$|[/_-])/;
/** Whether the path of an image says that it has a Java runtime. */
export const isJavaImage = (repository: string): boolean => JAVA_IMAGE.test(repository);

/** Images whose Java is OpenJ9. Sources: docker-library/docs, ibmjava/content.md and ibm-semeru-runtimes/content.md; OpenLiberty/ci.docker, README. */
const OPENJ9_IMAGE = /(?:^|[/_-])(?:ibmjava|ibm-semeru-runtimes|open-liberty|websphere-liberty)(?:$|[/_-])/;
/** Whether the path of an image says that its Java runtime is OpenJ9. */
export const isOpenJ9Image = (repository: string): boolean => OPENJ9_IMAGE.test(repository);

/** Packages of distributions. */
const JAVA_PACKAGE =
  /\b(?:default-j[dr][ke]|openjdk-?\d+|openjdk\d+-j[dr][ke]|java-[\d.]+-openjdk|java-\d+-amazon-corretto|temurin-\d+-j[dr][ke])/;

const ABOUT_MEMORY = /JAVA|JVM|JDK|CATALINA|HEAP|MEM|NODE_OPTIONS|OPTS|-Xm|-XX:|old[-_]space|maxmemory|buffer/i;

/** What a stage has from those that it is FROM, and from its own instructions. */
interface Inherited {
  readonly variables: ReadonlyMap<string, string>;
  readonly java: boolean;
  readonly openJ9: boolean;
}

const inherited = alongChain<Inherited>(
  { variables: new Map(), java: false, openJ9: false },
  (before, { source, instructions }) => {
    const repository = source.kind === 'image' ? source.reference.repository : undefined;
    const own = instructions
      .filter(({ keyword }) => keyword === 'ENV')
      .flatMap((i) => i.variables.map(({ name, resolved }) => [name, resolved.text] as const))
      .filter((pair): pair is [string, string] => pair[1] !== undefined && ABOUT_MEMORY.test(pair.join('=')));
    return {
      // A chain of many stages without variables shares one map.
      variables: own.length === 0 ? before.variables : new Map([...before.variables, ...own]),
      java: before.java || (repository !== undefined && isJavaImage(repository)) || instructions.some(addsJava),
      openJ9: before.openJ9 || (repository !== undefined && isOpenJ9Image(repository)),
    };
  },
);

const addsJava = ({ keyword, argsText }: Instruction): boolean =>
  keyword === 'RUN'
    ? JAVA_PACKAGE.test(argsText)
    : (keyword === 'COPY' || keyword === 'ADD') && /\.jar(?:["'\s\]]|$)/.test(argsText);

/** Of the stage and those that it is FROM. Values with an unknown variable are left out. */
export function memoryTexts(stage: Stage): MemoryTexts {
  const { variables, java, openJ9 } = inherited(stage);
  const copies = copiedFiles(stage).filter(({ from }) => from !== '');
  const words = startInstructions(stage).flatMap((i) => (i.exec ?? i.args).map(({ text }) => text));
  return { variables: [...variables], start: words.join(' '), java, openJ9, copies };
}
