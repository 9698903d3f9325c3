/** Notes what is asked of a workspace, so that an answer need not be worked out again while the rest of the workspace changes. */
import type { Topic, WorkspaceIndex } from './index.ts';

export interface Watch {
  /** Gives the same answers as the index that is watched. Always the same object. */
  readonly index: WorkspaceIndex;
  /** What was asked since the last call. */
  asked(): ReadonlySet<Topic>;
}

export function watch(index: WorkspaceIndex): Watch {
  let topics = new Set<Topic>();
  const about = (topic: Topic): WorkspaceIndex => {
    topics.add(topic);
    return index;
  };
  return {
    asked() {
      const asked = topics;
      topics = new Set();
      return asked;
    },
    index: {
      get version() {
        return about('anything').version;
      },
      get complete() {
        return about('complete').complete;
      },
      text: (path) => about('file').text(path),
      dockerfile: (path) => about('dockerfile').dockerfile(path),
      servicesBuilding: (path) => about('service').servicesBuilding(path),
      of: (kind) => about(kind).of(kind),
    },
  };
}
