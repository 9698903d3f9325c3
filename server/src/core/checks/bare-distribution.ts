/** Bases of Dockerfiles that are a distribution and nothing else. */

import { packagesOf } from '../dockerfile/installed-packages.ts';
import type { Stage } from '../dockerfile/model.ts';
import type { ImageUse } from '../domain/image-use.ts';
import { productsOf } from '../image/knowledge/data/products.ts';
import { publicName } from '../image/knowledge/publisher/names.ts';
import type { ImageReference } from '../image/reference.ts';

/**
 * Distributions that our table of products does not have: those without releases, and BusyBox. Sources: docker-library/official-images, `library/archlinux`; FROM lines of public
 * Dockerfiles for the names of the others. Seen on 2026-12-01.
 */
const OTHERS =
  /^(?:busybox|archlinux|(?:registry\.opensuse\.org\/)?opensuse\/tumbleweed|kalilinux\/kali-.+|cgr\.dev\/chainguard\/wolfi-base|gentoo\/stage3|(?:ghcr\.io\/)?void-linux\/.+)$/;

/** Whether an image is a distribution, without a program of its own. */
export const isDistribution = (reference: ImageReference): boolean => {
  const name = publicName(reference);
  return OTHERS.test(name) || productsOf(name).some((one) => one.isDistribution);
};

/** Packages of programs whose version the release of the distribution decides, and by which others can tell that it changed. */
const DECIDED =
  /^(?:python\d*|py3-[\w-]+|nodejs|npm|yarn|php\d*(?:-[\w-]+)?|ruby|openjdk[\w.-]*|java-[\w.-]+|default-j(?:re|dk)[\w-]*|golang(?:-[\w.-]+)?|rust|perl|lua[\w.]*|r-base|dotnet[\w.-]*|aspnetcore[\w.-]*|mono-[\w-]+|nginx(?:-[\w-]+)?|apache2|httpd|postgresql[\w.-]*|mysql(?:-[\w-]+)?|mariadb(?:-[\w-]+)?|redis(?:-server)?|mongodb?[\w-]*|rabbitmq-server|samba|postfix|dovecot[\w-]*|bind9?|squid|haproxy|varnish|chromium[\w-]*|firefox[\w-]*)(?:=|$)/;

/** Whether the stage, or one that it is FROM, installs such a package. */
const installsPrograms = (stage: Stage): boolean => packagesOf(stage).some((name) => DECIDED.test(name));

/**
 * Whether a stage starts from a distribution for its files and small tools: the program is copied in, downloaded or built, so a later release changes little. Of nine findings about such bases
 * without a version in public repositories, read until 2026-12-01, a maintainer would have acted on none, in the judgement of two readers.
 */
export const isBareDistribution = ({ role, stage }: ImageUse, reference: ImageReference): boolean =>
  role === 'from' && stage !== undefined && isDistribution(reference) && !installsPrograms(stage);
