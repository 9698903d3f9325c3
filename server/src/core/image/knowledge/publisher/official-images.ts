/**
 * Names of Docker's official images, present and past. As of `KNOWLEDGE_DATE`; source: the `library/` folder of the
 * docker-library/official-images repository.
 */
const lines = [
  'adminer adoptopenjdk aerospike almalinux alpine alt amazoncorretto amazonlinux api-firewall arangodb archlinux',
  'backdrop bash bonita buildpack-deps busybox caddy cassandra celery centos chronograf cirros clearlinux clefos clickhouse',
  'clojure composer consul convertigo couchbase couchdb crate crux dart debian django docker docker-dev drupal',
  'eclipse-mosquitto eclipse-temurin eggdrop elasticsearch elixir emqx erlang euleros express-gateway fedora flink fluentd',
  'friendica fsharp gazebo gcc geonetwork ghost glassfish golang gradle groovy haproxy haskell haxe hello-seattle hello-world',
  'hitch hola-mundo httpd hylang ibm-semeru-runtimes ibmjava influxdb iojs irssi java jenkins jetty jobber joomla jruby julia',
  'kaazing-gateway kapacitor kibana known kong krakend lightstreamer liquibase logstash mageia mariadb matomo maven mediawiki',
  'memcached mongo mongo-express monica mono mysql nats nats-streaming neo4j neurodebian nextcloud nginx node notary nuxeo',
  'odoo open-liberty openjdk opensuse oraclelinux orientdb owncloud percona perl photon php php-zendserver phpmyadmin piwik',
  'plone postfixadmin postgres pypy python r-base rabbitmq rails rakudo-star rapidoid redis redmine registry rethinkdb',
  'rocket.chat rockylinux ros ruby rust sapmachine satosa scratch sentry silverpeas sl solr sonarqube sourcemage spark',
  'spiped storm swarm swift swipl teamspeak telegraf thrift tomcat tomee traefik ubuntu ubuntu-debootstrap ubuntu-upstart',
  'unit varnish vault websphere-liberty wordpress xwiki yourls znc zookeeper',
];

export const OFFICIAL_IMAGES: ReadonlySet<string> = new Set(lines.flatMap((line) => line.split(' ')));

/** Official images that are popular enough for typosquatting. */
export const POPULAR_IMAGES: readonly string[] = (
  'alpine amazoncorretto busybox caddy cassandra centos composer consul debian docker eclipse-temurin elasticsearch fedora ' +
  'golang gradle haproxy httpd influxdb jenkins joomla kibana logstash mariadb maven memcached mongo mysql neo4j nextcloud ' +
  'nginx openjdk postgres python rabbitmq redis registry rockylinux sonarqube telegraf tomcat traefik ubuntu vault wordpress ' +
  'zookeeper almalinux amazonlinux drupal ghost ruby perl rust swift'
).split(' ');
