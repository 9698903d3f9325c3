/** One id a line, sorted: topics of the Kubernetes Hardening Guide of NSA and CISA, version 1.2, in short. */
export const nsa: string = `
Alerting
Authentication
Cloud infrastructure
Control plane hardening
Encryption
Etcd
Hardening container environments
Immutable container file systems
Kubeconfig files
Logging
Namespaces
Network policies
Non-root containers
Pod security enforcement
Resource policies
Role-based access control
Secrets
Secure images
Service account tokens
Upgrading
Worker node segmentation
`;
