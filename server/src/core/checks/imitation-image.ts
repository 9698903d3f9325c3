/**
 * Images that only developers and tests run: mail servers that deliver nothing, emulators of clouds, servers with made-up answers. Their passwords protect
 * nothing, and few projects choose a version of them.
 */
const IMITATION =
  /(?:^|[/_-])(?:mailpit|mailhog|maildev|mailcatcher|smtp4dev|emulators?|fake-gcs-server|azurite|localstack|test-openldap|wiremock|mockserver|mock-server|mountebank|mockoon|hoverfly)(?:[/_-]|$)|(?:^|\/)(?:moto|prism)$/;

/** Whether the image of this repository, with its publisher, only imitates another program: `localstack/localstack`. */
export const isImitation = (repository: string): boolean => IMITATION.test(repository);
