/** `cgo/image-cannot-start` by the glibc of the runner that builds: its tests and its documentation. */
import { bad, type Example, silent } from '../rule.js';
import { dockerfile, job, MAIN } from './image-cannot-start.silent.js';

const image = (from: string, steps = '') => dockerfile(`FROM ${from}\n${steps}COPY app /app\nENTRYPOINT ["/app"]\n`);
const OLD = 'debian:bullseye-slim';
const on = (runner: string) => job('').replace('ubuntu-24.04', runner);

export const RUNNERS: readonly Example[] = [
  bad(`${MAIN}${on('ubuntu-22.04')}${image(`«${OLD}»`)}`),
  bad(`${MAIN}${on('ubuntu-latest')}${image('«ubuntu:20.04»')}`),
  bad(
    `${MAIN}${job('').replace('runs-on: ubuntu-24.04', 'runs-on: ubuntu-24.04\n    container: golang:1.26-bookworm')}${image(`«${OLD}»`)}`,
  ),
  bad(`${MAIN}${on('ubuntu-22.04')}${image('«nvidia/cuda:12.4.1-base-ubuntu20.04»')}`),
  bad(`${MAIN}${on('ubuntu-22.04').replace('go build -o app', 'go build -o out/app')}${image(`«${OLD}»`).replace('app /app', 'out/* /')}`),
  silent(
    'what a folder holds may be a root with libraries',
    `${MAIN}${on('ubuntu-22.04').replace('go build -o app', 'go build -o out/usr/app')}${image(OLD).replace('app /app', 'out/ /')}`,
  ),
  silent('the image has what the program asks for, too', `${MAIN}${on('ubuntu-22.04')}${image('nvidia/cuda:12.4.1-runtime-ubuntu22.04')}`),
  silent('the runner is as old as the image', `${MAIN}${on('ubuntu-20.04')}${image(OLD)}`),
  silent('nobody knows the runner', `${MAIN}${on('self-hosted')}${image(OLD)}`),
  silent('the image has what the program asks for', `${MAIN}${on('ubuntu-24.04')}${image('debian:bookworm-slim')}`),
  silent('the release of the image is not known', `${MAIN}${on('ubuntu-24.04')}${image('debian:oldstable-slim')}`),
  silent('cgo is off', `${MAIN}${on('ubuntu-24.04').replace('go build', 'CGO_ENABLED=0 go build')}${image(OLD)}`),
  silent(
    'Go 1.19 ships net compiled against an older glibc',
    `${MAIN}${job('', "      - uses: actions/setup-go@v5\n        with: {go-version: '1.19'}\n")}${image(OLD)}`,
  ),
  silent(
    'packages of a newer release are installed',
    `${MAIN}${on('ubuntu-24.04')}${image(OLD, 'RUN apt-get update && apt-get install -y -t bookworm libc6\n')}`,
  ),
  silent(
    'another job of the container builds it',
    `${MAIN}${on('ubuntu-24.04').replace('go build', 'docker run x go build')}${image(OLD)}`,
  ),
];
