/** Reports of `cgo/image-cannot-start` on programs that an init container copies, and its examples. */
import { followedBy } from '../../base/message.js';
import type { BuildFileFacts } from '../../builds/facts.js';
import { decisive } from '../../program/cgo-needs.js';
import { findPodCannotStart } from '../../program/pod-start.js';
import type { RuleContext } from '../report.js';
import { bad, type Example, silent } from '../rule.js';
import { dockerfile, MAIN } from './image-cannot-start.silent.js';
import { chainSteps, glibcImage, helpFor, lackIn, say } from './image-cannot-start.words.js';

export function checkPods({ file, workspace, report }: RuleContext<BuildFileFacts>): void {
  for (const found of findPodCannotStart(file, workspace)) {
    const { linkage, started, init, container, isAssumed } = found;
    const { command } = started.artifact;
    const { native } = linkage;
    const helpful = linkage.libc === 'musl' ? 'alpine' : glibcImage('', linkage, false);
    report({
      span: found.span,
      severity: 'warning',
      message: followedBy(
        lackIn(container.image.text ?? '?', found),
        say.copiedByInit({ container: init.name, libc: linkage.libc, package: decisive(linkage.closure!.needs)[0]!.importPath }),
        native === undefined ? undefined : native === 'own' ? say.nativeBuilds : say.nativeBuildsOn({ arch: native }),
        isAssumed ? say.assumedImage({ image: init.image.text ?? '?', dockerfile: found.dockerfile }) : undefined,
        helpFor(found, helpful),
      ),
      steps: [
        { message: say.commandStep, span: command.recipe?.span ?? command.span, file: command.recipe?.file ?? found.dockerfile },
        ...chainSteps(found),
        { message: say.copyStep({ container: init.name }), span: init.image.span },
      ],
    });
  }
}

const BUILD = `FROM golang:1.26 AS build
WORKDIR /src
COPY . .
RUN go build -o /out/plugin .
`;

const image = (build: string) =>
  dockerfile(`${build}
FROM gcr.io/distroless/base-debian13:debug
COPY --from=build /out/plugin /plugin
ENTRYPOINT ["/plugin"]
`);

const pod = (copy: string, start: string, of = 'alpine:3.22', volume = 'emptyDir: {}') => `-- deploy/pod.yaml --
apiVersion: v1
kind: Pod
spec:
  volumes: [{name: share, ${volume}}]
  initContainers:
    - name: install
      image: registry.example.com/acme-plugin:1
      command: ${copy}
      volumeMounts: [{name: share, mountPath: /share}]
  containers:
    - name: main
      image: ${of}
      command: ${start}
      volumeMounts: [{name: share, mountPath: /opt/share}]
`;

const COPY = '["/busybox/cp", "/plugin", "/share/"]';
const OTHER = '-- tools/Dockerfile --\nFROM scratch\nCOPY tool /tool\n';

export const POD_EXAMPLES: readonly Example[] = [
  bad(`${MAIN}${pod(COPY, '«["/opt/share/plugin", "--serve"]»')}${OTHER}${image(BUILD)}`),
  bad(
    `${MAIN}${pod('["sh", "-c", "cp -a /plugin /share/run"]', '«["/opt/share/run"]»', 'gcr.io/distroless/static-debian13')}${image(BUILD)}`,
  ),
  silent(
    'the program is static',
    `${MAIN}${pod(COPY, '["/opt/share/plugin"]')}${image(BUILD.replace('go build', 'CGO_ENABLED=0 go build'))}`,
  ),
  silent('the image that starts it has glibc', `${MAIN}${pod(COPY, '["/opt/share/plugin"]', 'debian:trixie-slim')}${image(BUILD)}`),
  silent('the container starts another program', `${MAIN}${pod(COPY, '["/usr/bin/main", "/opt/share/plugin"]')}${image(BUILD)}`),
  silent('a script may add a loader', `${MAIN}${pod(COPY, '["sh", "-c", "apk add gcompat && /opt/share/plugin"]')}${image(BUILD)}`),
  silent('another file is copied', `${MAIN}${pod('[cp, /config, /share/plugin]', '["/opt/share/plugin"]')}${image(BUILD)}`),
  silent(
    'the volume is not empty at first',
    `${MAIN}${pod(COPY, '["/opt/share/plugin"]', 'alpine', 'hostPath: {path: /opt}')}${image(BUILD)}`,
  ),
  silent(
    'nobody knows the image that starts it',
    `${MAIN}${pod(COPY, '["/opt/share/plugin"]', 'registry.example.com/main:1')}${image(BUILD)}`,
  ),
  silent(
    'the image is a variant, which may be built in another way',
    `${MAIN}${pod(COPY, '["/opt/share/plugin"]').replace('acme-plugin:1', 'acme-plugin:1-static')}${image(BUILD)}`,
  ),
  silent(
    'another init container may put its own program in that place',
    `${MAIN}${pod(COPY, '["/opt/share/plugin"]').replace(
      '  containers:',
      `    - name: patch
      image: registry.example.com/patch:1
      volumeMounts: [{name: share, mountPath: /share}]
  containers:`,
    )}${image(BUILD)}`,
  ),
  silent(
    'the name of the image says nothing of the program',
    `${MAIN}${pod(COPY, '["/opt/share/plugin"]').replace('acme-plugin', 'toolbox')}${image(BUILD)}`,
  ),
];
