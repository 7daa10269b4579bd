/** `skaffold.yaml`: images of its artifacts, with the Dockerfile that each is built from. */

import { flatMapping, type Sliced } from '../base/slices.js';
import { child, type DataNode, entriesOf, itemsOf, scalarText } from '../syntax/data-node.js';
import { type ImageBuild, imageBuild } from './image-builds.js';
import { namesOfImages } from './image-names.js';

/** Artifacts, then the reader rests. */
const ARTIFACTS_PER_SLICE = 20;
/** Builders that take no Dockerfile. */
const OTHER_BUILDERS = new Set(['ko', 'bazel', 'buildpacks', 'custom', 'jib']);

/** Such a patch may give an image another Dockerfile. */
const BUILDS = /^\/build(?:\/artifacts|$)/;

/** `roots`: the documents of the file. Those of profiles count as well. */
export function* skaffoldImages(roots: readonly DataNode[]): Sliced<ImageBuild[]> {
  const configurations = roots.flatMap(root => [root, ...itemsOf(child(root, 'profiles'))]);
  const artifacts = configurations.flatMap(c => itemsOf(child(child(c, 'build'), 'artifacts')));
  const isPatched = configurations.some(c => itemsOf(child(c, 'patches')).some(p => BUILDS.test(scalarText(child(p, 'path')) ?? '')));
  return yield* flatMapping(artifacts, ARTIFACTS_PER_SLICE, artifact => {
    if (entriesOf(artifact).some(({ key }) => OTHER_BUILDERS.has(key))) return [];
    const docker = child(artifact, 'docker') ?? child(artifact, 'kaniko');
    return imageBuild({
      folder: '.',
      context: scalarText(child(artifact, 'context')) ?? '.',
      dockerfile: child(docker, 'dockerfile'),
      inContext: true,
      target: child(docker, 'target'),
      build: artifact,
      platforms: child(artifact, 'platforms'),
      args: child(docker, 'buildArgs'),
      mounts: [],
    }).map(build => (isPatched ? build : { ...build, names: namesOfImages([scalarText(child(artifact, 'image'))]) }));
  });
}
