/** Whether the API server takes the text as the name of most objects; else it is a placeholder. Source: Kubernetes documentation, "Object Names and IDs", DNS subdomain names. */
export const isObjectName = (text: string): boolean =>
  text.length <= 253 && /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/.test(text);
