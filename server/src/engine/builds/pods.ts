/** Pods of Kubernetes, as plain records. */

import type { Span } from '../base/finding.js';
import type { ImageReference } from '../base/image-reference.js';
import type { ContainerStart } from './container-starts.js';

export interface PodFacts {
  /** In the order in which they start. */
  readonly containers: readonly ContainerFacts[];
  /** Names of volumes that are empty at first. */
  readonly emptyVolumes: readonly string[];
}

export interface ContainerFacts {
  readonly name: string;
  readonly isInit: boolean;
  readonly image: { readonly reference?: ImageReference; readonly text: string | undefined; readonly span: Span };
  /** Of a chart's template: the image as it is written there. */
  readonly template?: string;
  readonly starts: readonly ContainerStart[];
  readonly mounts: readonly { readonly volume: string; readonly path: string }[];
}
