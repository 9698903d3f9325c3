/** Release lines of servers and databases. As of `KNOWLEDGE_DATE`; source of each: the release page named in its comment. */
import type { ReleaseLines } from './end-of-life-lines.ts';

export const SERVICE_LINES: readonly ReleaseLines[] = [
  {
    images: ['postgres'], // postgresql.org/support/versioning
    label: 'PostgreSQL',
    ended: {
      '9': '2021-11-11',
      '9.2': '2017-11-09',
      '9.3': '2018-11-08',
      '9.4': '2020-02-13',
      '9.5': '2021-02-11',
      '9.6': '2021-11-11',
      '10': '2022-11-10',
      '11': '2023-11-09',
      '12': '2024-11-21',
      '13': '2025-11-13',
      '14': '2026-11-12',
    },
    next: '17',
    width: 1,
    variants: ['alpine', 'bookworm'],
  },
  {
    images: ['mysql'], // oracle.com, "Lifetime Support Policy: Technology Products"; innovation releases end with the next one
    label: 'MySQL',
    ended: { '5': '2023-10-31', '5.5': '2018-12-31', '5.6': '2021-02-28', '5.7': '2023-10-31', '8.0': '2026-04-30' },
    next: '8.4',
    width: 2,
    variants: ['oracle'],
  },
  {
    images: ['mariadb'], // mariadb.org/about/#maintenance-policy
    label: 'MariaDB',
    ended: {
      '5': '2020-04-11',
      '10.0': '2019-03-31',
      '10.1': '2020-10-17',
      '10.2': '2022-05-23',
      '10.3': '2023-05-25',
      '10.4': '2024-06-18',
      '10.5': '2025-06-24',
      '10.6': '2026-07-06',
      '10.7': '2023-02-09',
      '10.8': '2023-05-20',
      '10.9': '2023-08-22',
      '10.10': '2023-11-17',
      '11.0': '2024-06-06',
      '11.1': '2024-08-21',
      '11.2': '2024-11-21',
    },
    next: '11.8',
    width: 2,
    variants: ['noble', 'ubi'],
  },
  {
    images: ['redis'], // redis.io, SECURITY.md: ended by the second release after it at the latest
    label: 'Redis',
    ended: { '2': '2018-10-17', '3': '2018-10-17', '4': '2020-04-30', '5': '2022-04-27', '7.0': '2024-07-29' },
    next: '8.2',
    width: 2,
    variants: ['alpine', 'bookworm'],
  },
  {
    images: ['mongo'], // mongodb.com/legal/support-policy/lifecycles
    label: 'MongoDB',
    ended: {
      '2': '2016-10-31',
      '3': '2021-04-30',
      '3.0': '2018-02-28',
      '3.2': '2018-09-30',
      '3.4': '2020-01-31',
      '3.6': '2021-04-30',
      '4': '2024-02-29',
      '4.0': '2022-04-30',
      '4.2': '2023-04-30',
      '4.4': '2024-02-29',
      '5': '2024-10-31',
      '6': '2025-07-31',
    },
    next: '8.0',
    width: 2,
    variants: ['noble'],
  },
  {
    images: ['elasticsearch', 'kibana', 'logstash'].flatMap((name) => [name, `docker.elastic.co/${name}/${name}`]),
    label: 'Elastic Stack', // elastic.co/support/eol; tags are full versions only
    ended: { '1': '2017-01-16', '2': '2018-02-28', '5': '2019-03-11', '6': '2022-02-10', '7': '2026-01-15' },
    width: 1,
    variants: [],
  },
  {
    images: ['cassandra'], // cassandra.apache.org/download: 3.x ended with 5.0
    label: 'Cassandra',
    ended: { '2': '2021-07-26', '3': '2024-09-05' },
    next: '5.0',
    width: 2,
    variants: ['bookworm'],
  },
  {
    images: ['rabbitmq'], // rabbitmq.com/release-information
    label: 'RabbitMQ',
    ended: {
      '3': '2024-09-18',
      '3.8': '2022-07-31',
      '3.9': '2023-07-31',
      '3.10': '2023-07-31',
      '3.11': '2023-12-31',
      '3.12': '2024-06-30',
      '3.13': '2024-09-18',
      '4.0': '2025-04-15',
    },
    next: '4.2',
    width: 2,
    variants: ['alpine', 'management', 'management-alpine'],
  },
  {
    images: ['nginx', 'nginxinc/nginx-unprivileged'], // nginx.org/en/download: even lines end with the next even one
    label: 'nginx',
    ended: {
      '1.10': '2017-04-12',
      '1.12': '2018-04-17',
      '1.13': '2018-04-17',
      '1.14': '2019-04-23',
      '1.15': '2019-05-28',
      '1.16': '2020-04-21',
      '1.17': '2020-05-26',
      '1.18': '2021-04-20',
      '1.19': '2021-05-25',
      '1.20': '2022-05-24',
      '1.21': '2022-06-21',
      '1.22': '2023-04-11',
      '1.23': '2023-05-23',
      '1.24': '2024-04-23',
      '1.25': '2024-05-29',
      '1.26': '2025-04-23',
      '1.27': '2025-06-24',
    },
    next: '1.28',
    width: 2,
    variants: ['alpine', 'alpine-slim', 'alpine-perl', 'perl', 'bookworm', 'bookworm-perl'],
  },
  {
    images: ['httpd'], // httpd.apache.org
    label: 'Apache HTTP Server',
    ended: { '2.2': '2017-12-31' },
    next: '2.4',
    width: 2,
    variants: ['alpine', 'bookworm'],
  },
  {
    images: ['haproxy'], // haproxy.org: "EOL" column of the branch table, to the quarter
    label: 'HAProxy',
    ended: {
      '1': '2022-12-31',
      '2.0': '2024-06-30',
      '2.1': '2021-03-31',
      '2.2': '2025-06-30',
      '2.3': '2022-03-31',
      '2.4': '2026-06-30',
      '2.5': '2023-03-31',
      '2.7': '2024-03-31',
      '2.9': '2025-03-31',
      '3.1': '2026-03-31',
    },
    next: '3.2',
    width: 2,
    variants: ['alpine', 'bookworm'],
  },
  {
    images: ['tomcat'], // tomcat.apache.org/tomcat-*-eol.html
    label: 'Tomcat',
    ended: { '6': '2016-12-31', '7': '2021-03-31', '8': '2024-03-31', '8.0': '2018-06-30', '10.0': '2022-10-31' },
    next: '10.1',
    width: 2,
    variants: ['jdk11-temurin', 'jdk17-temurin', 'jdk21-temurin', 'jre17-temurin', 'jre21-temurin', 'jdk17', 'jdk21'],
  },
  {
    images: ['traefik'], // doc.traefik.io/traefik/deprecation/releases; moving to 3 changes the configuration
    label: 'Traefik',
    ended: { '1': '2021-12-31', '2': '2026-02-01' },
    width: 1,
    variants: [],
  },
  {
    images: ['drupal'], // drupal.org, "Release cycle"
    label: 'Drupal',
    ended: { '7': '2025-01-05', '8': '2021-11-02', '9': '2023-11-01' },
    next: '11',
    width: 1,
    variants: ['apache', 'fpm', 'fpm-alpine', 'apache-bookworm', 'fpm-bookworm'],
  },
];
