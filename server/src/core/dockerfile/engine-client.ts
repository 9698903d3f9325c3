/** Whether an image has a client of a container engine, or one of its libraries: its program works through the engine's socket. */
import type { Stage } from './model.ts';
import { chainOf } from './start-scripts.ts';

/** Packages of distributions and languages, downloads of Docker, its script. */
const CLIENT =
  /\b(?:docker\.io|docker-ce(?:-cli)?|docker-cli|docker-compose(?:-plugin)?|podman|nerdctl|cri-tools|dockerode|docker-py)\b|\bdownload\.docker\.com\/|\bget\.docker\.com\b|\b(?:apk|apt-get|apt|dnf|yum|microdnf)\b[^&;|]*\s(?:add|install)\b[^&;|]*\sdocker(?=\s|$)|\bpip3? install\b[^&;|]*\sdocker(?=[\s=<>~]|$)/;

/** Of the stage and those that it is FROM, as far as their instructions say. */
export const hasEngineClient = (stage: Stage): boolean =>
  chainOf(stage).some(
    ({ source, instructions }) =>
      (source.kind === 'image' && /^docker(?:\/|$)/.test(source.reference.familiar)) ||
      instructions.some(
        (i) =>
          (i.keyword === 'RUN' && CLIENT.test(i.argsText)) ||
          (i.keyword === 'COPY' &&
            (i.flags.some(({ name, value }) => name === 'from' && /^docker(?::|$)/.test(value ?? '')) ||
              i.args.some(({ text }) => /(?:^|\/)docker(?:-compose)?$/.test(text) && text.includes('/bin/')))),
      ),
  );
