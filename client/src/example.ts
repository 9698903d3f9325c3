/** Texts that the walkthrough opens as untitled documents. They need no folder and leave nothing on disk. */

/** A Dockerfile with findings of several concerns; one has a safe fix. test/client/example.test.ts holds what is found in it. */
export const EXAMPLE = `# An insecure example: nothing here is built or run
FROM node:latest

ENV DB_PASSWORD=Harbour-92-lights

RUN apt-get update && apt-get install -y curl sudo
RUN sudo curl -k -O https://tools.shop.example/a.tgz

WORKDIR /app
COPY . .

USER root
CMD ["node", "server.js"]
`;

/** The configuration of pre-commit with our hook. */
export const HOOK = `# Save this as .pre-commit-config.yaml at the root of your repository, then run: pre-commit install
# From then on every commit checks what is staged. Without pre-commit, run: seaworthy check --staged
repos:
  - repo: PATH-OR-ADDRESS-OF-THE-REPOSITORY-OF-SEAWORTHY
    rev: A-TAG-OR-COMMIT
    hooks:
      - id: seaworthy
`;
