/** Images for functions of AWS Lambda. */
import { effectiveCommands } from '../shell/shell.ts';
import type { Stage } from './model.ts';
import { chainOf, startInstructions } from './start-scripts.ts';

/** The base images for functions. Source: AWS Lambda Developer Guide, "Create a Lambda function using a container image"; read 2026-11-30. */
const BASE = /^(?:public\.ecr\.aws\/lambda|amazon)\/(?:aws-lambda-)?(?:provided|python|nodejs|java|dotnet|ruby|go)$/;

/** The runtime interface clients and the emulator, as commands start them. Source: the same guide, and the pages of its languages. */
const CLIENT = /(?:^|\/)(?:awslambdaric|aws-lambda-ric|aws_lambda_ric|aws-lambda-rie|lambda-entrypoint\.sh)$/;

/**
 * Whether Lambda runs the image of the stage. It does so as a user of its own without privileges, whatever USER says. Source: the same guide, "Requirements": "a
 * default Linux user with least-privileged permissions".
 */
export function isLambda(stage: Stage): boolean {
  const source = chainOf(stage)[0]?.source;
  if (source?.kind === 'image' && BASE.test(source.reference.familiar)) return true;
  const commands = startInstructions(stage).flatMap((i) => i.commands().flatMap(effectiveCommands));
  return commands.some(({ command }) => command.words.some(({ literal }) => CLIENT.test(literal ?? '')));
}
