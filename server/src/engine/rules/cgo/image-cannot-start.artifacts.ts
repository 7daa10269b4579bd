/** `cgo/image-cannot-start` for programs that one job of a workflow hands to another: its tests and its documentation. */
import { bad, type Example, silent } from '../rule.js';
import { dockerfile, MAIN } from './image-cannot-start.silent.js';

const image = (from: string, source = 'dist/app') => dockerfile(`FROM ${from}\nCOPY ${source} /app\nENTRYPOINT ["/app"]\n`);

const DOWNLOAD = '      - uses: actions/download-artifact@v4\n        with: {name: app, path: dist}\n';

/** `build`: steps of the job that compiles; `fetch`: those of the job that builds the image. */
const jobs = (build: string, fetch = DOWNLOAD, kept = 'app') => `-- .github/workflows/release.yml --
on: push
jobs:
  binary:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v5
      - run: ${build}
      - uses: actions/upload-artifact@v4
        with: {name: app, path: ${kept}}
  image:
    needs: binary
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v5
${fetch}      - run: chmod +x dist/app
      - uses: docker/build-push-action@v6
        with: {context: .}
`;

const BUILD = 'go build -o app .';

export const ARTIFACTS: readonly Example[] = [
  bad(`${MAIN}${jobs(BUILD)}${image('«alpine:3.22»')}`),
  bad(`${MAIN}${jobs('go build -o out/linux/app .', DOWNLOAD, 'out')}${image('«gcr.io/distroless/static»', 'dist/linux/app')}`),
  bad(`${MAIN}${jobs(BUILD, DOWNLOAD.replace(', path: dist', ''))}${image('«alpine:3.22»', 'app')}`),
  silent('cgo is off in the job that compiles', `${MAIN}${jobs(`CGO_ENABLED=0 ${BUILD}`)}${image('alpine:3.22')}`),
  silent('the image has the loader', `${MAIN}${jobs(BUILD)}${image('debian:trixie-slim')}`),
  silent('another file of the artifact is taken', `${MAIN}${jobs(BUILD)}${image('alpine:3.22', 'dist/other')}`),
  silent(
    'it comes from another run',
    `${MAIN}${jobs(BUILD, DOWNLOAD.replace('path: dist', 'path: dist, run-id: 1'))}${image('alpine:3.22')}`,
  ),
  silent(
    'several artifacts come at once',
    `${MAIN}${jobs(BUILD, DOWNLOAD.replace('name: app, ', 'pattern: app-*, merge-multiple: true, '))}${image('alpine:3.22')}`,
  ),
  silent(
    'one of two artifacts may hold it',
    `${MAIN}${jobs(BUILD, DOWNLOAD + DOWNLOAD.replace('name: app', 'name: web'))}${image('alpine:3.22')}`,
  ),
  silent('a script that nobody read compiles', `${MAIN}${jobs('./release && go build -o app .')}${image('alpine:3.22')}`),
  silent(
    'the job that makes the image compiles, too',
    `${MAIN}${jobs(BUILD, `${DOWNLOAD}      - run: CGO_ENABLED=0 go build -o dist/app .\n`)}${image('alpine:3.22')}`,
  ),
  silent(
    'the download may be left out',
    `${MAIN}${jobs(BUILD, DOWNLOAD.replace('        with', "        if: github.ref == 'x'\n        with"))}${image('alpine:3.22')}`,
  ),
];
