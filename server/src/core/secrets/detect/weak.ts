import { isSequence } from './entropy.ts';

/** Passwords that images and examples ship with, or that attackers try first. Lower case. */
const weak = new Set(
  `changeme change_me change-me changeit change_it change-it changethis change_this change-this pleasechange pleasechangeme
   changemeplease changemenow changemeinproduction change-me-in-production change_me_in_production default defaultpassword
   password password1 password12 password123 password1234 passw0rd p@ssw0rd p@ssword pa55word pa$$word passwd pass pass123 pass1234 pwd passphrase
   mypassword my-password my_password mypass mypass123 mysecretpassword my-secret-pw my-secret-password mysecret my-secret my_secret
   mysecretkey my-secret-key my_secret_key mytoken my-super-secret-auth-token supersecret super-secret super_secret supersecretkey super-secret-key
   supersecretpassword secret secret1 secret123 secretpassword secretkey secret-key secret_key verysecret topsecret top-secret top_secret s3cr3t s3cret secr3t
   admin admin1 admin12 admin123 admin1234 admin12345 adminadmin adminpass adminpassword admin_password administrator root root123 root1234 rootroot rootpass
   rootpassword root_password root-password toor user user123 username userpass userpassword guest test test1 test12 test123 test1234 testing testpass
   testpassword test_password tester demo demo123 demopassword example examplepass examplepassword sample dev devel develop developer devpass
   devpassword dev_password dev-secret dev_secret dev-password local localdev localpassword dbpass dbpassword dbuser db_password db_pass database
   postgres postgresql postgrespassword postgres123 pgpassword mysql mysqlpassword mysqlroot mariadb mongo mongodb mongopassword redis redispassword
   redis123 rabbit rabbitmq rabbitmqpassword kafka minio minioadmin minio123 minio-secret miniosecret elastic elasticsearch neo4j cassandra couchdb
   oracle oracle123 sa sapassword grafana kibana jenkins sonar sonarqube nexus gitlab tomcat s3cret wildfly jboss keycloak airflow superset superuser
   zabbix nagios nextcloud wordpress wp wppassword drupal joomla ghost magento odoo django laravel symfony app appuser apppass apppassword
   app_password api apikey api-key token mqtt mosquitto ftp ftpuser anonymous public private system manager service operator vagrant
   ubuntu debian centos alpine docker container raspberry pi oracle dbadmin letmein welcome welcome1 welcome123 qwerty qwerty123 qwertyuiop
   abc123 abcd1234 abcdef abc12345 iloveyou monkey dragon master trustno1 sunshine princess football baseball shadow superman batman foobar foo bar baz
   1234 12345 123456 1234567 12345678 123456789 1234567890 0000 00000 000000 00000000 1111 11111 111111 11111111 123123 321321 654321 87654321
   112233 121212 123321 666666 696969 777777 888888 999999 1q2w3e4r 1qaz2wsx zaq12wsx qazwsx asdf asdfgh asdfghjkl zxcvbn zxcvbnm a1b2c3 x
   secretsecret insecure notsecure unsafe temp temppassword temporary keyboardcat keyboard-cat thisisasecret this-is-a-secret not-so-secret notsosecret`
    .split(/\s+/)
    .filter((word) => word !== '' && word !== 'x'),
);

/** Values that call themselves unfit, like Authelia's example `insecure_secret`. */
const unfit =
  /^(?:insecure|unsafe|not[-_]?(?:secure|safe|secret))[-_ ]?(?:secret|password|passwd|pass|pwd?|key|token)$/;

/** Suffixes that leave a weak word weak: `postgres!`, `changeme123`, `admin2024`. */
const decoration = /[!.#*]{1,3}$|(?:[_-]?(?:19|20)\d\d|[_-]?\d{1,4})[!.#*]{0,3}$/;

/**
 * Whether the value is a well-known default or first guess (`changeme`, `postgres`, `123456`, `minioadmin`, `0123456789abcdef`). Case and a few digits or
 * marks at the end are ignored. CWE-1392.
 */
export function isWeakDefault(value: string): boolean {
  if (value.length === 0 || value.length > 80) return false;
  if (isSequence(value)) return true;
  if (value.length > 40) return false;
  const lower = value.toLowerCase();
  if (weak.has(lower)) return true;
  const bare = lower.replace(decoration, '');
  if (unfit.test(bare)) return true;
  return (bare.length >= 4 && weak.has(bare)) || /^change[-_ ]?(?:me|it|this)(?![a-z])|^changeme/.test(lower);
}
