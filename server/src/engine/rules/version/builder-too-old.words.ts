/** What version/builder-too-old says. */
import { messages } from '../../base/message.js';

export const say = messages('version/builder-too-old', {
  image:
    'This image has Go {release}, but go.mod requires Go {wanted}. Official images set `GOTOOLCHAIN=local`, so the build fails with “go.mod requires go >= {wanted}”.\nUse an image with Go {wanted} or newer, or set `GOTOOLCHAIN=auto`.',
  job: 'This job uses Go {release}, but go.mod requires Go {wanted}. `GOTOOLCHAIN=local`, which setup-go sets from v6 on, keeps that Go: the go command fails with “go.mod requires go >= {wanted}”.\nUse `go-version-file: go.mod`.',
  cannotRead:
    "This image has Go {release}, which cannot read `go {wanted}` in go.mod. The build fails with “invalid go version '{wanted}': must match format 1.23”.\nUse an image with Go {wanted} or newer.",
  mayBuild:
    'This image has Go {release}, but go.mod requires Go {wanted}. Releases before 1.21 do not check that, and fail only where newer features are used.\nUse an image with Go {wanted} or newer.',
  workspace:
    'This image has Go {release}, but go.work requires Go {wanted}. Official images set `GOTOOLCHAIN=local`, so the build fails with “go.work requires go >= {wanted}”.\nUse an image with Go {wanted} or newer, or set `GOTOOLCHAIN=auto`.',
  stepWorkspace: 'go.work requires Go {release}.',
  service:
    '`{name}={value}` makes this service build with Go {release}, but go.mod requires Go {wanted}. Official images set `GOTOOLCHAIN=local`, so the build fails with “go.mod requires go >= {wanted}”.\nSet `{name}` to a release that is not older than {wanted}.',
  given:
    '`{name}={value}` makes this image build with Go {release}, but go.mod requires Go {wanted}. Official images set `GOTOOLCHAIN=local`, so the build fails with “go.mod requires go >= {wanted}”.\nSet `{name}` to a release that is not older than {wanted}.',
  stepCommand: 'This command reads go.mod.',
  stepImage: 'This image takes its release from the argument.',
  raiseFix: 'Raise the image to Go {release}',
});
