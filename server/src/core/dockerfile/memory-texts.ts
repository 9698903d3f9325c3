/** What an image says about the memory of its program. */
import { type CopiedFile, copiedFiles } from './copied-files.ts';
import type { Stage } from './model.ts';
import { chainOf, startInstructions } from './start-scripts.ts';

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

/** Of the stage and those that it is FROM. Values with an unknown variable are left out. */
export function memoryTexts(stage: Stage): MemoryTexts {
  const variables = new Map<string, string>();
  for (const { instructions } of chainOf(stage))
    for (const i of instructions)
      if (i.keyword === 'ENV')
        for (const { name, resolved } of i.variables)
          if (resolved.text !== undefined && ABOUT_MEMORY.test(`${name}=${resolved.text}`))
            variables.set(name, resolved.text);
  const copies = copiedFiles(stage).filter(({ from }) => from !== '');
  const java = chainOf(stage).some(
    ({ source, instructions }) =>
      (source.kind === 'image' && isJavaImage(source.reference.repository)) ||
      instructions.some(
        (i) =>
          (i.keyword === 'RUN' && JAVA_PACKAGE.test(i.argsText)) ||
          (/^(?:COPY|ADD)$/.test(i.keyword) && /\.jar(?:["'\s\]]|$)/.test(i.argsText)),
      ),
  );
  const openJ9 = chainOf(stage).some(
    ({ source }) => source.kind === 'image' && isOpenJ9Image(source.reference.repository),
  );
  const words = startInstructions(stage).flatMap((i) => (i.exec ?? i.args).map(({ text }) => text));
  return { variables: [...variables], start: words.join(' '), java, openJ9, copies };
}
