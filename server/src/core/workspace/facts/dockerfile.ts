import { byContent } from '../../dockerfile/contents.ts';
import { type CopiedFile, copiedFiles } from '../../dockerfile/copied-files.ts';
import {
  imageEntrypointDrops,
  imageStepDown,
  isServerImage,
  type OwnStepDown,
  ownStepDown,
  startsSupervisor,
  startsUwsgi,
} from '../../dockerfile/drops-root.ts';
import { setCapabilities } from '../../dockerfile/file-capabilities.ts';
import { images } from '../../dockerfile/images.ts';
import { type MemoryTexts, memoryTexts } from '../../dockerfile/memory-texts.ts';
import type { Dockerfile, DockerfileImage, Stage } from '../../dockerfile/model.ts';
import { chainOf, startScripts } from '../../dockerfile/start-scripts.ts';
import type { DockerfileUnit } from '../../domain/unit.ts';
import { isOfficialImage } from '../../image/knowledge/publisher/official-names.ts';
import { userRow } from '../../image/knowledge/user/user-row.ts';
import type { Span } from '../../text/span.ts';

/** How a stage that starts as root goes on. */
export interface StageStart {
  /** How its own entrypoint gives up root, as far as the Dockerfile tells. */
  readonly stepDown: OwnStepDown | undefined;
  /** Files in the build context that may tell: the scripts that it starts with. */
  readonly scripts: readonly string[];
  /** What it copies from the build context, where services may be declared. */
  readonly copies: readonly CopiedFile[];
  /** It starts Supervisor. */
  readonly supervised: boolean;
  /** It starts uWSGI by its command. */
  readonly uwsgi: boolean;
  /** The entrypoint of the image that it begins with gives up root when it runs. */
  readonly imageEntrypointDrops: boolean;
  /** Its base image is that of a web server. */
  readonly webServer: boolean;
}

export interface StageFacts {
  readonly name: string | undefined;
  readonly index: number;
  readonly final: boolean;
  readonly user: {
    readonly verdict: 'root' | 'non-root' | 'unknown';
    readonly user: string | undefined;
    readonly uid: number | undefined;
    readonly stated: boolean;
    /** Root only at the start: the entrypoint of the base image changes to another user. */
    readonly imageDropsRoot: boolean;
    /** That entrypoint may start and end a server of the other user before. */
    readonly imageEndsServer: boolean;
  };
  readonly start: StageStart;
  /** Of programs, by `setcap`: without `CAP_`. */
  readonly setCapabilities: readonly string[];
  readonly memory: MemoryTexts;
  readonly exposes: readonly string[];
  /** The USER instruction in force, else FROM. */
  readonly at: Span;
}

/** An image that may be built from another Dockerfile of the workspace: no official or well-known one. */
export interface BaseUse {
  /** The last part of its name, in lower case. */
  readonly name: string;
  /** The final stage is FROM it; else only files are copied from it, or a stage that builds uses it. */
  readonly shipped: boolean;
  /** A RUN of a stage FROM it runs as its user. */
  readonly runs: boolean;
}

export interface DockerfileFacts {
  readonly kind: 'dockerfile';
  readonly stages: readonly StageFacts[];
  readonly bases: readonly BaseUse[];
  /** Names of its ARGs. */
  readonly args: readonly string[];
  /** The whole text, if arguments decide a user: a build with other arguments has to be read from it. */
  readonly text: string | undefined;
  readonly at: Span;
}

export const stageStart: (stage: Stage) => StageStart = byContent((stage: Stage) =>
  stage.user.verdict === 'root'
    ? {
        stepDown: ownStepDown(stage),
        scripts: startScripts(stage).paths,
        copies: copiedFiles(stage),
        supervised: startsSupervisor(stage),
        uwsgi: startsUwsgi(stage),
        imageEntrypointDrops: imageEntrypointDrops(stage),
        webServer: isServerImage(stage),
      }
    : {
        stepDown: undefined,
        scripts: [],
        copies: [],
        supervised: false,
        uwsgi: false,
        imageEntrypointDrops: false,
        webServer: false,
      },
);

export const stageFacts = (stage: Stage): StageFacts => ({
  name: stage.name,
  index: stage.index,
  final: stage.final,
  start: stageStart(stage),
  ...factsWithoutPlace(stage),
  at:
    stage.user.origin.kind === 'instruction' && stage.user.origin.stage === stage
      ? stage.user.origin.instruction.span
      : stage.from.span,
});

type WithoutPlace = Pick<StageFacts, 'user' | 'setCapabilities' | 'memory' | 'exposes'>;

const factsWithoutPlace: (stage: Stage) => WithoutPlace = byContent((stage: Stage): WithoutPlace => {
  const step = stage.user.origin.kind === 'image' ? imageStepDown(stage, stage.user.origin.reference) : undefined;
  return {
    user: {
      verdict: stage.user.verdict,
      user: stage.user.user,
      uid: stage.user.uid,
      stated: stage.user.origin.kind === 'instruction',
      imageDropsRoot: step !== undefined,
      imageEndsServer: step?.initServer !== undefined,
    },
    setCapabilities: setCapabilities(stage),
    memory: memoryTexts(stage),
    exposes: stage.instructions.filter((i) => i.keyword === 'EXPOSE').flatMap((i) => i.args.map((a) => a.text)),
  };
});

/** Whether another value of an ARG may change the user of a stage: a USER or a FROM reads a variable. */
export const argumentsDecideUser = ({ stages, instructions }: Dockerfile): boolean =>
  stages.some(({ image }) => image?.text.includes('$')) ||
  instructions.some((i) => (i.onbuild ?? i).keyword === 'USER' && (i.onbuild ?? i).args[0]?.text.includes('$'));

export const dockerfileFacts = ({ dockerfile }: DockerfileUnit): DockerfileFacts => ({
  kind: 'dockerfile',
  stages: dockerfile.stages.map(stageFacts),
  bases: baseUses(dockerfile),
  args: dockerfile.instructions.flatMap((i) => i.variables.filter((v) => v.kind === 'ARG').map((v) => v.name)),
  text: argumentsDecideUser(dockerfile) ? dockerfile.text : undefined,
  at: dockerfile.stages.at(-1)?.from.span ?? { start: 0, end: 0 },
});

function baseUses(file: Dockerfile): BaseUse[] {
  const last = file.stages.at(-1);
  const shipped = new Set(last && chainOf(last));
  return images(file).flatMap((image) => baseUse(image, shipped));
}

function baseUse({ role, source, stage }: DockerfileImage, shipped: ReadonlySet<Stage>): BaseUse[] {
  if (source.kind !== 'image' || role === 'syntax') return [];
  const { familiar } = source.reference;
  if (isOfficialImage(familiar) || userRow(source.reference)) return [];
  const name = familiar.slice(familiar.lastIndexOf('/') + 1).toLowerCase();
  if (role !== 'from' || !stage) return [{ name, shipped: false, runs: false }];
  const user = stage.instructions.findIndex((i) => i.keyword === 'USER');
  const runs = stage.instructions.slice(0, user < 0 ? undefined : user).some((i) => i.keyword === 'RUN');
  return [{ name, shipped: shipped.has(stage), runs }];
}
