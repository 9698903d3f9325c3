/** A container of a Compose service or of a pod. `origin` is the discriminant: it decides the type of `owner`. */
import type { ServiceContainer } from './compose.ts';
import type { PodContainer } from './kubernetes.ts';

export type { Capability, ContainerImage, EnvVariable, HostMount, PublishedPort } from './container-parts.ts';

export type Container = ServiceContainer | PodContainer;
