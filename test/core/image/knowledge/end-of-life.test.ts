/** When images get no more updates, and the words of the messages. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type EndOfLife,
  endOfLife,
  endsSoon,
} from '../../../../server/src/core/image/knowledge/end-of-life/end-of-life.ts';
import { parseReference } from '../../../../server/src/core/image/reference.ts';
import type { Day } from '../../../../server/src/core/text/day.ts';

const TODAY: Day = '2026-11-21';

const endOf = (raw: string, today: Day = TODAY): EndOfLife | undefined => endOfLife(parseReference(raw)!, today);

/** `line since`, with the kind in front unless it is an end; `-` for no end. */
function said(raw: string): string {
  const end = endOf(raw);
  if (!end) return '-';
  return `${end.kind === 'ended' ? '' : `${end.kind} `}${end.line} ${end.since ?? '?'}`;
}

const CASES: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'release lines': [
    ['python:3.8-slim-buster', 'Python 3.8 2024-10-07'],
    ['python:2.7', 'Python 2.7 2020-01-01'],
    ['node:20.11.1-bookworm-slim', 'Node.js 20 2026-04-30'],
    ['mcr.microsoft.com/dotnet/sdk:6.0-focal', 'Microsoft .NET 6 2024-11-12'],
    ['elasticsearch:7.17.9', 'Elasticsearch 7 2026-01-15'],
    ['docker.elastic.co/elasticsearch/elasticsearch:7.17.1', 'Elasticsearch 7 2026-01-15'],
    ['rabbitmq:4.0', 'RabbitMQ 4.0 2025-04-15'],
    ['groovy:2.4', 'Apache Groovy 2.4 ?'],
    ['grafana/grafana:9.5.2', 'Grafana 9.5 2024-05-14'],
    ['quay.io/argoproj/argocd:v2.9.1', 'Argo CD 2.9 2024-08-05'],
    ['arm64v8/python:3.8', 'Python 3.8 2024-10-07'],
    ['public.ecr.aws/docker/library/postgres:13-alpine', 'PostgreSQL 13 2025-11-13'],
  ],
  'a version that is shorter than the lines means the one that lives longest': [
    ['postgres:9', 'PostgreSQL 9.6 2021-11-11'],
    ['mysql:5', 'MySQL 5.7 2023-10-31'],
    ['mongo:6', 'MongoDB Server 6.0 2025-07-31'],
    ['mongo:7', '-'],
    ['mysql:8', '-'],
    ['mariadb:10', '-'],
    ['python:3', '-'],
  ],
  'lines that are no longer rebuilt': [
    ['redis:8.0', 'unbuilt redis:8.0 2026-05-07'],
    ['redis:8.0.2-alpine', 'unbuilt redis:8.0 2026-05-07'],
    ['docker:25-dind', 'unbuilt docker:25 2024-07-31'],
    ['swift:5.9', 'unbuilt swift:5.9 2025-09-16'],
    ['ghost:5-alpine', 'unbuilt ghost:5 2026-02-09'],
    ['node:erbium', 'unbuilt node:erbium 2022-05-03'],
    // The product's end says more.
    ['nginx:1.27', 'nginx 1.27 2025-06-24'],
    ['golang:1.19-alpine', 'Go 1.19 2023-09-06'],
    // A minor version that the next one replaced
    ['gcc:14.2', 'replaced gcc:14.2 2025-05-23'],
    ['busybox:1.36.1', 'replaced busybox:1.36 2026-05-22'],
    // Variants
    ['maven:3-jdk-8-alpine', 'maven on openjdk 2022-04-28'],
    ['maven:3.9-eclipse-temurin-21', '-'],
  ],
  'names that come and go': [
    ['mongo', '-'],
    ['mongo:latest', '-'],
    ['mongo:noble', '-'],
    ['mongo:8', '-'],
    ['php:rc', '-'],
    ['sonarqube:lts', '-'],
    ['node:latest', '-'],
    ['busybox:stable', '-'],
  ],
  'distributions in tags': [
    ['node:24-buster', 'Debian 10 (buster) 2024-06-30'],
    ['node:24-bullseye', 'Debian 11 (bullseye) 2026-08-31'],
    ['python:3.13-alpine3.14', 'Alpine Linux 3.14 2023-05-01'],
    ['eclipse-temurin:17-jre-focal', 'Ubuntu 20.04 (focal) 2025-05-31'],
    ['eclipse-temurin:17-jre-jammy', '-'],
    ['nvidia/cuda:11.4.0-base-centos7', 'CentOS 7 2024-06-30'],
    ['amazoncorretto:17-al2', 'Amazon Linux 2 2026-06-30'],
    ['python:3.13-windowsservercore-1903', 'Microsoft Windows Server Core 1903 2020-12-08'],
    ['golang:1.27-nanoserver-20H2', 'Microsoft Nano Server 20h2 2022-08-09'],
    // Build 1809 is that of Windows Server 2019.
    ['golang:1.27-nanoserver-1809', '-'],
    ['golang:1.27-windowsservercore-ltsc2019', '-'],
    // The number after `debian` is that of the image.
    ['fluentd:v1.16-debian-1', '-'],
    ['acme/x:1-buster', '-'],
  ],
  distributions: [
    ['debian:buster-20200101-slim', 'Debian 10 (buster) 2024-06-30'],
    ['debian:10.3', 'Debian 10 (buster) 2024-06-30'],
    ['debian:bookworm', '-'],
    ['ubuntu:bionic-20230530', 'Ubuntu 18.04 (bionic) 2023-05-31'],
    ['alpine:3.12.1', 'Alpine Linux 3.12 2022-05-01'],
    ['amazonlinux:1', 'Amazon Linux 2018.03 2023-12-31'],
    ['quay.io/centos/centos:stream8', 'CentOS Stream 8 2024-05-31'],
    ['quay.io/centos/centos:stream9', '-'],
    ['quay.io/centos/centos:8', 'CentOS 8 2021-12-31'],
    ['mcr.microsoft.com/windows/servercore:1909', 'Microsoft Windows Server Core 1909 2021-05-11'],
    ['mcr.microsoft.com/windows/servercore:ltsc2019', '-'],
  ],
  'releases in names': [
    ['gcr.io/distroless/base-debian10:nonroot', 'Debian 10 (buster) 2024-06-30'],
    ['gcr.io/distroless/base-debian12', '-'],
    ['registry.access.redhat.com/ubi7/ubi-minimal', 'Red Hat Enterprise Linux 7 2024-06-30'],
    ['redhat/ubi7', 'Red Hat Enterprise Linux 7 2024-06-30'],
    ['registry.access.redhat.com/ubi8/openjdk-11:1.18', 'Red Hat build of OpenJDK 11 2024-10-31'],
    ['registry.access.redhat.com/ubi8/python-39:1-10', '-'],
    ['quay.io/centos7/nginx-116-centos7', 'CentOS 7 2024-06-30'],
  ],
  'tags of their own shape': [
    ['mcr.microsoft.com/mssql/server:2019-CU18-ubuntu-20.04', 'Ubuntu 20.04 (focal) 2025-05-31'],
    ['mcr.microsoft.com/mssql/server:2017-latest', '-'],
    ['ibm-semeru-runtimes:open-22-jdk', 'IBM Semeru Runtime 22 2024-09-18'],
    ['ibm-semeru-runtimes:open-8u402-b06-jre', '-'],
    ['couchbase:enterprise-7.1.0', 'Couchbase Server 7.1 2024-01-31'],
    ['pgvector/pgvector:0.7.4-pg12', 'PostgreSQL 12 2024-11-21'],
    ['pgvector/pgvector:pg16', '-'],
    ['postgis/postgis:13-3.4', 'PostgreSQL 13 2025-11-13'],
    ['zabbix/zabbix-server-mysql:alpine-6.2-latest', 'Zabbix 6.2 2023-02-28'],
    ['envoyproxy/envoy:distroless-v1.25.0', 'Envoy 1.25 2024-01-18'],
    ['apache/airflow:slim-2.3.0-python3.8', 'Apache Airflow 2 2026-04-22'],
    ['sonarqube:9.9-community', 'SonarQube Community Build 9 2025-01-20'],
    ['sonarqube:2025.1-developer', 'SonarQube Server 2025.1 2026-07-01'],
    ['jenkins/jenkins:2.440.3-lts-jdk17', 'Jenkins 2.440 2024-05-15'],
    ['jenkins/jenkins:2.440', '-'],
    ['ros:kinetic', 'ROS kinetic 2021-05-01'],
    ['ros:foxy-ros-base', 'ROS 2 foxy 2023-06-20'],
  ],
  'a version of another thing in front': [
    ['tomcat:9-jdk11', '-'],
    ['clojure:temurin-17-tools-deps', '-'],
    ['registry.suse.com/bci/golang:1.19', '-'],
    ['registry.suse.com/bci/gcc:11', '-'],
    ['registry.suse.com/bci/bci-base:15.4', 'SUSE Linux Enterprise Server 15.4 2023-12-31'],
    ['ghcr.io/fluxcd/source-controller:v1.2.4', '-'],
    ['ghcr.io/fluxcd/flux-cli:v2.1.0', 'Flux 2.1 2024-09-30'],
    ['ubuntu/redis:6.0-22.04_beta', '-'],
  ],
  'nothing known': [
    ['node:27', '-'],
    ['prom/prometheus:v2.30.0', '-'],
    ['python:3.15-rc', '-'],
    ['postgres:19beta1', '-'],
    ['openjdk:26-ea-jdk', '-'],
    ['acme/python:3.8', '-'],
    ['nginx:20230530', '-'],
    [`python@sha256:${'0'.repeat(64)}`, '-'],
  ],
  'images that are given up': [
    ['openjdk:8-jdk-alpine', 'openjdk 2022-04-27'],
    ['centos:7', 'centos 2024-07-01'],
    ['java:8', 'java 2017-06-08'],
    ['thrift', 'thrift 2021-10-08'],
    ['clearlinux', 'clearlinux 2025-07-21'],
    [`centos@sha256:${'0'.repeat(64)}`, 'centos 2024-07-01'],
    ['k8s.gcr.io/pause:3.2', 'k8s.gcr.io/pause 2023-04-03'],
    ['bitnamilegacy/redis:7', 'bitnamilegacy/redis 2025-08-28'],
    ['rockylinux:9', 'moved rockylinux 2025-06-10'],
    ['rockylinux', 'rockylinux 2025-06-10'],
    ['kennethreitz/httpbin', 'unsourced kennethreitz/httpbin ?'],
  ],
};

for (const [name, cases] of Object.entries(CASES))
  test(`end of life: ${name}`, () => {
    for (const [raw, expected] of cases) assert.equal(said(raw), expected, raw);
  });

test('each kind of end has its own words', () => {
  const why = (raw: string): string | undefined => endOf(raw)?.why;
  assert.equal(why('python:3.8'), 'Python 3.8 has had no security updates since 2024-10-07');
  assert.equal(why('groovy:2.4'), 'Apache Groovy 2.4 no longer gets security updates');
  assert.equal(why('redis:8.0.2-alpine'), '`redis:8.0` has not been rebuilt since 2026-05-07');
  assert.equal(why('maven:3-jdk-8'), 'the openjdk variants of `maven` have not been rebuilt since 2022-04-28');
  assert.equal(why('thrift'), 'the official image is withdrawn (2021-10-08)');
  assert.equal(why('emqx:5.8'), 'the image moved to `emqx/emqx` or `emqx/emqx-enterprise` (2025-05-14)');
});

test('an end is judged as of the day: the last day with updates is no end', () => {
  const on = (raw: string, today: Day): boolean => endOf(raw, today) !== undefined;
  for (const [raw, before, after] of [
    ['postgres:14', '2026-11-12', '2026-11-13'],
    ['node:24-bullseye', '2026-08-31', '2026-09-01'],
    // A removal counts on its day.
    ['redis:8.0', '2026-05-06', '2026-05-07'],
    ['centos:7', '2024-06-30', '2024-07-01'],
  ] as const) {
    assert.equal(on(raw, before), false, raw);
    assert.equal(on(raw, after), true, raw);
  }
});

test('lines have the names that their users know', () => {
  assert.match(
    endOf('mcr.microsoft.com/mssql/server:2017-latest', '2027-10-13')?.why ?? '',
    /^Microsoft SQL Server 2017 has/,
  );
  assert.match(endOf('fedora:42')?.why ?? '', /^Fedora Linux 42 has/);
  assert.match(endOf('ubuntu:20.04')?.why ?? '', /^Ubuntu 20.04 \(focal\) has/);
});

test('an end that is near is known, and only until it comes', () => {
  const soon = (raw: string, today: Day): string | undefined => endsSoon(parseReference(raw)!, today, 60)?.end;
  assert.equal(soon('php:8.2', '2026-10-31'), undefined);
  assert.equal(soon('php:8.2', '2026-11-01'), '2026-12-31');
  assert.equal(soon('php:8.2', '2026-12-31'), '2026-12-31');
  assert.equal(soon('php:8.2', '2027-01-01'), undefined);
  assert.equal(soon('node:24-bullseye', '2026-08-01'), '2026-08-31');
  // The product has ended already.
  assert.equal(soon('node:20-bullseye', '2026-08-01'), undefined);
  assert.equal(soon('python:3.13', '2026-11-21'), undefined);
  assert.equal(soon('acme/x:1', '2026-11-21'), undefined);
});
