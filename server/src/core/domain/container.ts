/** One view of "a container": a Compose service or a container of a pod. `origin` says which, and what kind of owner it has. */
import type { ServiceContainer } from './compose.ts';
import type { PodContainer } from './kubernetes.ts';

export type { Capability, ContainerImage, EnvVariable, HostMount, PublishedPort } from './container-parts.ts';

export type Container = ServiceContainer | PodContainer;
