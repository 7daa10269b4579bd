/** What image/platform-arch says. */
import { messages } from '../../base/message.js';

export const say = messages('image/platform-arch', {
  noVariant: '{arch} has no variant {variant}, so no base image matches this platform.\nRemove `/{variant}`.',
  lowLevel:
    'The image is labelled {level}, but without `GOAMD64={level}` Go compiles for v1 and uses no {level} instructions.\nSet `GOAMD64={level}`.',
  alwaysArch:
    'This binary is always built for {arch}, but the image is built for every target platform. On any other platform it fails with “exec format error”.\nSet `GOARCH=$TARGETARCH`.',
  alwaysBuilder:
    'This binary is always built for the build machine, but the image is built for every target platform. On any other platform it fails with “exec format error”.\nSet `GOARCH=$TARGETARCH`.',
  archElsewhere: 'This binary is built for {arch}, but the image is built for {platforms}. There it fails with “exec format error”.',
  builderElsewhere:
    'This binary is built for the build machine, but the image is built for {platforms}. On any other machine it fails with “exec format error”.',
  outsideSystem:
    'This binary is built for {system}, and the image is for Linux. It fails with “exec format error”.\nBuild it with `GOOS=linux`.',
  functionFor:
    'The function runs on {arch}, but `bootstrap` is built for {target}. It fails with “fork/exec /var/task/bootstrap: exec format error”.',
  functionX86: '\nSet `Architectures: [arm64]`: without it the function runs on x86_64.',
  functionArch: '\nBuild it with `GOOS=linux GOARCH={arch}`.',
  perPlatform: '\nBuild one binary for each platform, and copy the one of `TARGETARCH`.',
  sameArch: '\nBuild it with `GOARCH={arch}`, or the image with `--platform linux/{own}`.',
  goreleaserArch: '\nBuild it for {arch} too, and set `goarch: {arch}` in this entry of `dockers`.',
  outsideStep: 'This builds the binary.',
  startStep: 'The image starts `{program}` here.',
  defaultWins:
    'Giving `ARG TARGETARCH` a default overrides the value BuildKit sets for each platform.\nRemove the default of `TARGETARCH`.',
  defaultOverrides: 'Giving `ARG {name}` a default overrides the value BuildKit sets for each platform.\nRemove the default of `{name}`.',
  followTarget: '\nDeclare `ARG TARGETARCH` in this stage, and set `GOARCH=$TARGETARCH`.',
  levelStep: '`GOAMD64` is not set for this command.',
  builderStep: 'This stage runs on the build machine, whatever the target platform is.',
  everyPlatformStep: 'This image is built for each target platform.',
  platformsStep: 'The image is built for {platforms} here.',
  followTargetFix: 'Set GOARCH=$TARGETARCH',
  defaultFix: 'Remove the default of TARGETARCH',
});
