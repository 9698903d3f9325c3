/** One id a line, sorted: checks of moby/buildkit at 73ed682 (2026-08-21), frontend/dockerfile/linter/ruleset.go. */
export const buildkit: string = `
ConsistentInstructionCasing
CopyIgnoredFile
DuplicateStageName
ExposeInvalidFormat
ExposeProtoCasing
FromAsCasing
FromPlatformFlagConstDisallowed
InvalidBaseImagePlatform
InvalidDefaultArgInFrom
InvalidDefinitionDescription
JSONArgsRecommended
LegacyKeyValueFormat
MaintainerDeprecated
MultipleInstructionsDisallowed
NoEmptyContinuation
RedundantTargetPlatform
ReservedStageName
SecretsUsedInArgOrEnv
StageNameCasing
UndefinedArgInFrom
UndefinedVar
WorkdirRelativePath
`;
