/** Images that developers and builds run, not servers: a development container, a set of build tools, a base of builds. */
import { hasCommand } from '../dockerfile/has-command.ts';
import type { Stage } from '../dockerfile/model.ts';
import { isInDevelopment, isInTests } from '../files/folder-names.ts';
import type { Context, Finding } from '../rule/rule.ts';
import { dependents } from './built-on.ts';

/**
 * Whether a file belongs to a development container, or to the machine of a cloud editor. Sources: containers.dev, "Development Container Specification",
 * `.devcontainer`; docs.cursor.com/background-agents, `.cursor/environment.json`; gitpod.io/docs/configure/workspaces/workspace-image,
 * `.gitpod.Dockerfile`; the last two read on 2026-11-30.
 */
export const isDevcontainer = (path: string): boolean =>
  /(?:^|\/)\.(?:devcontainer|cursor|gitpod)(?:\/|\.|$)/.test(path);

/** `Dockerfile.dev`, `web.dev.Dockerfile`, `compose.dev.yaml`, `dev-compose.yaml`, and whole words in place of `dev`. */
const DEVELOPMENT = /(?:^|[./_-])(?:dev|devel|development|debug|local(?:-?dev)?)(?:[._-][^/]*)?$/i;

/** Whether the name of a Dockerfile or Compose file, or of its folder, says that it is for developers. */
export const isForDevelopment = (path: string): boolean =>
  isDevcontainer(path) || DEVELOPMENT.test(path) || isInDevelopment(path);

const isDevelopmentStage = ({ name }: { readonly name: string | undefined }): boolean =>
  name !== undefined && /^(?:dev|devel|development|devcontainer)$/.test(name);

/** Images of compilers and build tools, with names as Docker shows them. */
const TOOLS =
  /^(?:golang|rust|maven|gradle|gcc|buildpack-deps|haskell|mcr\.microsoft\.com\/dotnet(?:\/nightly)?\/sdk|mcr\.microsoft\.com\/(?:vscode\/)?devcontainers\/.+|cimg\/.+|mcr\.microsoft\.com\/playwright)$/;

/** Folders and file endings of images that builds and tests run. */
const BUILDS =
  /(?:^|[./_-])(?:builds?|builders?|ci|ci-?images?|tests?|testing|e2e|lint|linters?|deps|dependencies|toolchains?|tools?|tooling|codegen|protoc?|playwright|cypress)(?:[._-](?:docker|container)file|\/[^/]*)?$|(?:^|\/)\.(?:github|gitlab|circleci|buildkite|ci)\//i;

/**
 * Images that run tests of browsers, of an interface, of a load or of a whole system, or that only show something: `Dockerfile.e2e`, `web.test.Dockerfile`, `loadtest.Dockerfile`,
 * `dredd/Dockerfile`, `test_branch.Dockerfile`, `Dockerfile.demo-mesh`. Sources of what the programs are for, read on 2026-11-30: apiaryio/dredd, `docs/index.md`; locust.io;
 * kind.sigs.k8s.io/docs/design/initial.
 */
const TESTS =
  /(?:^|[./_-])(?:e2e|playwright|cypress|dredd|locust|load[_-]?tests?|kind)(?:[._-][^/]*)?(?:\/[^/]*)?$|(?:^|\/)(?:docker|container)file[._-](?:tests?|coverage|demo)(?:[._-][^/]*)?$|(?:[._-]tests?|(?:^|\/)(?:tests?|demo)[._-][^/]*)\.(?:docker|container)file$/i;

/** `compose.test.yaml`, `docker-compose.search-testing.yml`, `e2e/compose.yaml`. */
const TRIES = /(?:^|[./_-])(?:e2e|tests?|testing|integration)(?:[._-][^/]*)?(?:\/[^/]*)?$/i;

/** Whether the name of a Compose file, or of a folder above it, says that tests start it. */
export const isForTests = (path: string): boolean => TRIES.test(path) || isInTests(path);

/** Whether the name of a Dockerfile says that developers or tests run its image. */
export const isNamedForDevelopers = (path: string): boolean => isForDevelopment(path) || TESTS.test(path);

/** Whether no service runs the image: its name says that it is for tests, or it has no command, and its base, its name or the files that use it say that it is for builds and tests. */
function isForBuilds(stage: Stage, ctx: Context): boolean {
  const { path } = ctx.unit;
  if (/(?:^|\/)\.(?:github|gitlab|circleci)\//.test(path)) return true;
  if (TESTS.test(path)) return true;
  if (hasCommand(stage)) return false;
  const { origin } = stage.user;
  if (origin.kind === 'image' && TOOLS.test(origin.reference.familiar)) return true;
  if (ctx.workspace.servicesBuilding(path).length > 0) return false;
  if (BUILDS.test(path)) return true;
  const uses = dependents(path, ctx);
  return uses.length > 0 && uses.every(({ use }) => !use.shipped);
}

/** Whether the name of the Dockerfile says that builds and tests run its image, it has no command of its own, and no service is built from it. */
export const isToolImage = ({ unit, workspace }: Context): boolean => {
  const last = unit.kind === 'dockerfile' ? unit.dockerfile.stages.at(-1) : undefined;
  if (last === undefined || hasCommand(last)) return false;
  return BUILDS.test(unit.path) && workspace.servicesBuilding(unit.path).length === 0;
};

/** For an image that is for developers, builds or tests. It has no fix: developers' images work on mounted files of their own user. */
export const hintForNoService = (stage: Stage, ctx: Context): Partial<Finding> =>
  isForDevelopment(ctx.unit.path) || isDevelopmentStage(stage) || isForBuilds(stage, ctx)
    ? { severity: 'hint', profile: 'strict', fixes: [] }
    : {};

/** Whether a container of the Compose file or manifest at `path` is for developers. `built`: what its image is built from, if that is known. */
export const isForDevelopers = (
  path: string,
  built: { readonly path: string; readonly stage: { readonly name: string | undefined } } | undefined,
): boolean =>
  isDevcontainer(path) ||
  (built !== undefined && (isDevelopmentStage(built.stage) || [path, built.path].some(isForDevelopment)));
