/** One id a line, sorted: rules of zavoloklom/docker-compose-linter at c49696e (2025-09-15). */
export const dclint: string = `
no-build-and-image
no-duplicate-container-names
no-duplicate-exported-ports
no-quotes-in-volumes
no-unbound-port-interfaces
no-version-field
require-project-name-field
require-quotes-in-ports
service-container-name-regex
service-dependencies-alphabetical-order
service-image-require-explicit-tag
service-keys-order
service-ports-alphabetical-order
services-alphabetical-order
top-level-properties-order
`;
