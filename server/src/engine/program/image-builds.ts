/** Where an image is built. */
import type { ImageBuild } from '../builds/image-builds.js';

/** An image build and the file that says so. */
export interface PlacedImageBuild extends ImageBuild {
  readonly file: string;
}
