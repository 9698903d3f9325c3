import type { Standard } from '../standard.ts';

/** Section 8 is left out: it is about Docker Enterprise, whose own settings are in none of the files that are read. */
export const cisDocker: Standard = {
  name: 'cis-docker',
  title: 'CIS Docker Benchmark',
  version: '1.6.0',
  source:
    'numbers and titles of the checks of sections 1 to 7 in https://github.com/docker/docker-bench-security at ff26d67; the benchmark itself was not read',
  read: '2026-11-30',
  files: ['docker', 'other'],
  refs: ['cisDocker'],
  table: `
# 1|Host
1.1.1|Containers have a partition of their own|host
1.1.2|Only trusted users control the daemon|host
1.1.3|Audit of the daemon|host
1.1.4|Audit of /run/containerd|host
1.1.5|Audit of /var/lib/docker|host
1.1.6|Audit of /etc/docker|host
1.1.7|Audit of docker.service|host
1.1.8|Audit of containerd.sock|host
1.1.9|Audit of docker.socket|host
1.1.10|Audit of /etc/default/docker|host
1.1.11|Audit of daemon.json|host
1.1.12|Audit of the configuration of containerd|host
1.1.13|Audit of /etc/sysconfig/docker|host
1.1.14|Audit of containerd|host
1.1.15|Audit of containerd-shim|host
1.1.16|Audit of containerd-shim-runc-v1|host
1.1.17|Audit of containerd-shim-runc-v2|host
1.1.18|Audit of runc|host
1.2.1|The host is hardened|host
1.2.2|Docker is up to date|host
# 2|Daemon
2.1|The daemon runs without root|host
2.2|Containers of the default network do not reach each other|flags
2.3|The daemon logs at the level info|flags||debug;log-level
2.4|The daemon manages the rules of the firewall|flags
2.5|No registry without verified TLS|flags
2.6|The storage driver is not aufs|flags||aufs
2.7|Remote access to the daemon needs TLS certificates|flags
2.8|Default limits of resources|flags
2.9|Users of containers are not users of the host|flags
2.10|Default control group|flags
2.11|Size of the base device as by default|rule
2.12|Commands of clients are authorized|host
2.13|Logs go to a central place|flags
2.14|Containers gain no privileges by default|flags
2.15|Containers survive a restart of the daemon|flags
2.16|No proxy for published ports|flags
2.17|Seccomp filter of the daemon|flags
2.18|No experimental features|flags||experimental
# 3|Files of the daemon
3.1|Owner of docker.service|host
3.2|Permissions of docker.service|host
3.3|Owner of docker.socket|host
3.4|Permissions of docker.socket|host
3.5|Owner of /etc/docker|host
3.6|Permissions of /etc/docker|host
3.7|Owner of the certificates of registries|host
3.8|Permissions of the certificates of registries|host
3.9|Owner of the certificate of the authority|host
3.10|Permissions of the certificate of the authority|host
3.11|Owner of the server's certificate|host
3.12|Permissions of the server's certificate|host
3.13|Owner of the server's key|host
3.14|Permissions of the server's key|host
3.15|Owner of the socket of Docker|host
3.16|Permissions of the socket of Docker|host
3.17|Owner of daemon.json|host
3.18|Permissions of daemon.json|host
3.19|Owner of /etc/default/docker|host
3.20|Permissions of /etc/default/docker|host
3.21|Permissions of /etc/sysconfig/docker|host
3.22|Owner of /etc/sysconfig/docker|host
3.23|Owner of the socket of containerd|host
3.24|Permissions of the socket of containerd|host
# 4|Images and Dockerfiles
4.1|Containers have a user who is not root
4.2|Base images come from publishers that are trusted|intent
4.3|No packages that the image does not need|intent
4.4|Images are scanned and rebuilt with security updates|scan
4.5|Content trust is on|host
4.6|Images have a health check|rule
4.7|Package lists are not updated in a layer of their own|rule
4.8|No setuid and setgid programs that are not needed|base
4.9|COPY instead of ADD
4.10|No secrets in Dockerfiles
4.11|Packages are verified|base
4.12|Signed artifacts are validated|pipeline
# 5|Containers
5.1|Swarm mode only where it is needed|host
5.2|AppArmor profile
5.3|SELinux options
5.4|Only the capabilities that are needed|intent
5.5|No privileged containers
5.6|No sensitive folders of the host
5.7|No SSH server in containers
5.8|No privileged ports|rule
5.9|Only the ports that are needed|intent
5.10|Network of the host is not shared|||network namespace
5.11|Memory limit
5.12|CPU limit or share
5.13|Read-only root file system
5.14|Ports are bound to one interface of the host
5.15|Containers are restarted five times at most|rule
5.16|Processes of the host are not shared|||pid namespace
5.17|IPC of the host is not shared|||ipc namespace
5.18|No devices of the host
5.19|Limits of a container replace those of the daemon where needed|intent
5.20|Mounts are not propagated to the host
5.21|UTS namespace of the host is not shared|||uts namespace
5.22|Seccomp filter is on
5.23|No privileged commands in running containers|running
5.24|No commands as root in running containers|running
5.25|Control group as by default|rule
5.26|Containers gain no privileges
5.27|Health is checked while containers run|rule
5.28|Images are current when containers start|running
5.29|Limit of processes
5.30|Default bridge is not used
5.31|User namespace of the host is not shared|||user namespace
5.32|Socket of Docker is not mounted
# 6|Operation
6.1|No images that are not needed|running
6.2|No containers that are not needed|running
# 7|Swarm
7.1|No more managers than needed|running
7.2|Swarm listens on one interface|host
7.3|Overlay networks are encrypted
7.4|Secrets are managed by the swarm|intent
7.5|Managers start locked|host
7.6|Key of the lock is rotated|process
7.7|Certificates of nodes are rotated|host
7.8|Certificates of the authority are rotated|process
7.9|Management has a network of its own|host
`,
};
