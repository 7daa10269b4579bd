/** Services of a compose file that start an image by its name and do not build it. */

import { child, type DataNode, entriesOf, scalarText } from '../syntax/data-node.js';
import { type ContainerStart, serviceStarts } from './container-starts.js';
import { serviceMounts } from './image-builds.js';

export interface NamedService {
  readonly name: string;
  readonly image: string;
  readonly starts: readonly ContainerStart[];
  readonly mounts: readonly string[];
}

/** Services that are read of one file; later ones are not. */
const MAX_SERVICES = 500;

/** Those that start something in place of what the image says. */
export function namedServices(root: DataNode | undefined): readonly NamedService[] {
  return entriesOf(child(root, 'services'))
    .slice(0, MAX_SERVICES)
    .flatMap(({ key: name, value: service }) => {
      const image = scalarText(child(service, 'image'));
      if (image === undefined || child(service, 'build') || child(service, 'extends')) return [];
      const starts = serviceStarts(service);
      return starts.length === 0 ? [] : [{ name, image, starts, mounts: serviceMounts(service) }];
    });
}
