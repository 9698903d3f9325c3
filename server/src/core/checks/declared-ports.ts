/** The ports that a container declares. */
import type { Container } from '../domain/container.ts';

/** The numbers of the ports on which the program in the container listens, as `ports` and `expose` of the container say. */
export function declaredPorts(container: Container): number[] {
  const texts =
    container.origin === 'kubernetes'
      ? container.lens
          .get('ports')
          .items()
          .map((port) => port.get('containerPort').text)
      : [
          ...container.ports.map((port) => port.containerPort),
          ...container.lens
            .get('expose')
            .items()
            .map((item) => item.text),
        ];
  return texts.map((text) => Number.parseInt(text ?? '', 10)).filter(Number.isInteger);
}
