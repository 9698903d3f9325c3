/** Repositories whose names state the release of what is in them, so that their tags change within it only. */
import type { ImageReference } from '../../reference.ts';
import { publicName } from '../publisher/names.ts';

/**
 * The names follow the habits of their publishers: Red Hat and sclorg (`ubi9/nodejs-20`, `centos/postgresql-12-centos7`, `sclorg/nodejs-20-c9s`), AdoptOpenJDK (`openjdk11`), AlmaLinux
 * (`almalinux/9-minimal`), PyPA (`manylinux_2_28_x86_64`), Phusion (`passenger-ruby34`), distroless (`static-debian12`). No document of theirs promises it.
 */
const NAMES: readonly RegExp[] = [
  // The release of the platform: `ubi8/ubi`, `ubi9-minimal`, `rhel7`, `rhscl/python-36-rhel7`, `nodejs-20-c9s`, `tools-debian12`, `systemd-ubuntu24.04`.
  /(?:^|\/)(?:ubi|rhel|centos|el|ol)\d+(?:[/-]|$)/,
  /-(?:rhel|ubi|centos|el|c|debian|ubuntu|fedora|alpine)\d[\d.]*s?$/,
  // The version of the program, by the publishers that have a repository for each: `redhat-openjdk-18/openjdk18-openshift`, `openjdk/openjdk-11-rhel8`.
  /^(?:registry\.access\.redhat\.com|registry\.redhat\.io|(?:quay\.io\/)?(?:sclorg|centos\d+|centos)|registry\.fedoraproject\.org\/f\d+)\/(?:[^/]+\/)*[a-z][a-z-]*-?\d+(?:[/-]|$)/,
  /^adoptopenjdk\/openjdk\d+(?:-|$)/,
  /^almalinux\/\d+-/,
  /^quay\.io\/pypa\/(?:many|musl)linux[_\d]/,
  /^phusion\/passenger-[a-z]+\d+$/,
];

/** Whether the name of the repository states a release: `registry.access.redhat.com/ubi9/nodejs-20`. Not `acme/web-2`, whose number may mean anything. */
export function namesRelease(ref: ImageReference): boolean {
  const name = publicName(ref);
  return NAMES.some((pattern) => pattern.test(name));
}
