/** Records which topics are asked of a workspace, so that an answer stays valid while other topics change. */
import type { Topic, WorkspaceIndex } from './index.ts';
import { builtFrom } from './keys.ts';

export interface Watch {
  /** Gives the same answers as the watched index. Always the same object. */
  readonly index: WorkspaceIndex;
  /** The topics asked since the last call. */
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
        return index.version;
      },
      get textVersion() {
        return index.textVersion;
      },
      get complete() {
        return about('complete').complete;
      },
      get repository() {
        return about('repository').repository;
      },
      text: (path) => about(`file ${path}`).text(path),
      serviceScripts: () => about('service scripts').serviceScripts(),
      publishedIn: (image) => about('published names').publishedIn(image),
      buildsOf: (publisher) => about(`publisher ${publisher}`).buildsOf(publisher),
      dockerfile: (path) => about(`dockerfile ${path}`).dockerfile(path),
      servicesBuilding: (path) => about(`service ${builtFrom(path)}`).servicesBuilding(path),
      of: (kind, key) => about(key === undefined ? kind : `${kind} ${key}`).of(kind, key),
      has: (kind) => about(`any ${kind}`).has(kind),
      // Only fixes read it, and they are worked out anew each time.
      plainText: () => index.plainText(),
    },
  };
}
