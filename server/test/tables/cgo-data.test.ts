/** The tables: as many as their sources, and what they say about well-known images, packages and experiments. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseGoVersion } from '../../src/engine/base/go-version.js';
import { parseImageReference } from '../../src/engine/base/image-reference.js';
import { CGO_PACKAGES } from '../../src/engine/tables/cgo-packages.generated.js';
import { knownCgoPackage, stdCgo } from '../../src/engine/tables/cgo-packages.js';
import { didYouMean } from '../../src/engine/tables/did-you-mean.js';
import { EXPERIMENT_RELEASES, EXPERIMENTS } from '../../src/engine/tables/experiments.generated.js';
import { allExperiments, experimentRelease, knows, NEWEST, OLDEST } from '../../src/engine/tables/experiments.js';
import { glibcOf, imageEntryOf } from '../../src/engine/tables/images.js';

const DATA = join(__dirname, '../../data');
/** Where the facts were gathered; only on the machines that gathered them. */
const SHARED = '/work/shared/data';

describe('tables', () => {
  it('have everything their sources have', () => {
    const raw = JSON.parse(readFileSync(join(DATA, 'goexperiments.json'), 'utf8')) as Record<
      string,
      { known: string[]; baseline: unknown }
    >;
    const releases = Object.keys(raw).filter(k => k !== '_meta');
    assert.deepEqual(Object.keys(EXPERIMENT_RELEASES).sort(), releases.sort());
    for (const r of releases) {
      assert.deepEqual(EXPERIMENT_RELEASES[r]!.known, raw[r]!.known);
      assert.deepEqual(EXPERIMENT_RELEASES[r]!.baseline, raw[r]!.baseline);
      for (const name of raw[r]!.known) assert.ok(EXPERIMENTS[name], name);
    }
    const packages = ['cgo-packages.json', 'cgo-packages-added.json'].flatMap(
      name => JSON.parse(readFileSync(join(DATA, name), 'utf8')) as { import: string }[],
    );
    assert.deepEqual(
      CGO_PACKAGES.map(p => p.import),
      packages.map(p => p.import),
    );
  });

  it('have the sources that were gathered', function () {
    if (!existsSync(SHARED)) this.skip();
    for (const name of ['goexperiments.json', 'cgo-packages.json']) {
      assert.equal(readFileSync(join(DATA, name), 'utf8'), readFileSync(join(SHARED, name), 'utf8'), name);
    }
  });

  it('know experiments by release', () => {
    const knowsIn = (version: string, name: string) => knows(experimentRelease(parseGoVersion(version)!)!, name);
    assert.deepEqual([OLDEST, NEWEST], ['1.18', '1.27']);
    assert.equal(knowsIn('1.25.3', 'swissmap'), true);
    assert.equal(knowsIn('1.26', 'swissmap'), false);
    assert.equal(knowsIn('1.26rc1', 'regabi'), true);
    assert.equal(knowsIn('1.26', 'constructor'), false);
    assert.equal(experimentRelease({ major: 1, minor: 17 }), undefined);
    assert.ok(allExperiments().has('loopvar'));
  });

  it('guess a name only when one is closest', () => {
    assert.equal(didYouMean('greentegc', allExperiments()), 'greenteagc');
    assert.equal(didYouMean('alias', allExperiments()), undefined);
    assert.equal(didYouMean('ab', ['abc', 'abd']), undefined);
    assert.equal(didYouMean('abcdef', ['abcdeg', 'abcdeh']), undefined);
    assert.equal(didYouMean('lopovar', ['loopvar']), 'loopvar');
  });

  const images: [string, string, boolean][] = [
    ['scratch', 'none', false],
    ['golang', 'glibc', true],
    ['golang:1.26.8-bookworm', 'glibc', true],
    ['golang:bookworm', 'glibc', true],
    ['golang:1.26rc1-alpine3.22', 'musl', true],
    ['golang:alpine', 'musl', true],
    ['public.ecr.aws/docker/library/golang:1.26-alpine', 'musl', true],
    ['arm64v8/alpine:3', 'musl', true],
    ['alpine@sha256:0123', 'musl', true],
    ['debian:trixie-slim', 'glibc', true],
    ['gcr.io/distroless/static', 'none', false],
    ['gcr.io/distroless/static-debian12:debug-nonroot', 'none', false],
    ['gcr.io/distroless/base-nossl-debian12', 'glibc', true],
    ['gcr.io/distroless/cc-debian12:nonroot', 'glibc', true],
    ['cgr.dev/chainguard/static:latest', 'none', false],
    ['cgr.dev/chainguard/wolfi-base', 'glibc', true],
    ['busybox:1.37-uclibc', 'none', false],
    ['busybox:stable-musl', 'none', false],
    ['busybox:glibc', 'glibc', true],
    ['registry.access.redhat.com/ubi9/ubi-minimal:9.4', 'glibc', true],
    ['registry.access.redhat.com/ubi9-micro', 'glibc', true],
    ['nginx:alpine', 'musl', true],
    ['nginx:1.29-bookworm', 'glibc', true],
  ];
  for (const [image, libc, loader] of images) {
    it(`${image}: ${libc}`, () => {
      const entry = imageEntryOf(image);
      assert.deepEqual([entry?.libc, entry?.loader], [libc, loader]);
    });
  }

  for (const image of [
    'busybox',
    'busybox:1.37',
    'golang@sha256:0123',
    'golang:tip',
    'example/golang:1.26',
    'ghcr.io/x/alpine',
    'gcr.io/distroless/java17',
    'nginx:1.29',
    'example/nginx:alpine',
  ]) {
    it(`${image}: nobody knows`, () => assert.equal(imageEntryOf(image), undefined));
  }

  const releases: readonly (readonly [string, string | undefined])[] = [
    ['golang:1.26', '2.36'],
    ['golang:1.21.3', '2.36'],
    ['golang', '2.36'],
    ['golang:1.20', '2.36'],
    ['golang:1.20.4', undefined],
    ['golang:1.19', '2.36'],
    ['golang:1.19.9', undefined],
    ['golang:1.26-bullseye', '2.31'],
    ['golang:1.26.1-trixie', '2.41'],
    ['golang:1.26-alpine', undefined],
    ['golang@sha256:0123', undefined],
    ['debian:stable-slim', undefined],
    ['debian:10', '2.28'],
    ['debian:11.7-slim', '2.31'],
    ['debian:bullseye-20240110-slim', '2.31'],
    ['public.ecr.aws/docker/library/debian:bookworm', '2.36'],
    ['gcr.io/distroless/cc-debian11:nonroot', '2.31'],
    ['gcr.io/distroless/base', undefined],
    ['gcr.io/distroless/static-debian11', undefined],
    ['ubuntu:20.04', '2.31'],
    ['ubuntu', undefined],
    ['amazonlinux:2', '2.26'],
    ['amazonlinux:2023', '2.34'],
    ['amazonlinux', undefined],
    ['rockylinux:8.9-minimal', '2.28'],
    ['rockylinux:9', undefined],
    ['registry.access.redhat.com/ubi8/ubi-minimal:8.10', '2.28'],
    ['registry.access.redhat.com/ubi9/ubi-minimal', undefined],
    ['example/debian:10', undefined],
  ];
  for (const [image, version] of releases) {
    it(`${image}: glibc ${version ?? 'unknown'}`, () => assert.equal(glibcOf(parseImageReference(image)!), version));
  }

  it('golang on Windows is known to be something else', () => assert.equal(imageEntryOf('golang:1.26-nanoserver')?.libc, 'unknown'));

  it('match packages by module path, versions left out', () => {
    assert.equal(knownCgoPackage('github.com/mattn/go-sqlite3')?.withoutCgo, 'runtime-error');
    assert.ok(knownCgoPackage('github.com/confluentinc/confluent-kafka-go/v3/kafka'));
    assert.ok(knownCgoPackage('gocv.io/x/gocv/contrib'));
    for (const pure of [
      'github.com/mattn/go-sqlite3x',
      'modernc.org/sqlite',
      'github.com/fsnotify/fsevents',
      'github.com/cilium/ebpf',
      'go.bug.st/serial',
      'github.com/uber/h3-go/v4',
      'constructor',
    ]) {
      assert.equal(knownCgoPackage(pure), undefined, pure);
    }
  });

  it('know what std reaches', () => {
    assert.deepEqual(stdCgo('net/http'), ['net']);
    assert.deepEqual(stdCgo('os/user'), ['os/user']);
    assert.deepEqual(stdCgo('fmt'), []);
    assert.deepEqual(stdCgo('plugin'), ['plugin']);
    assert.deepEqual(stdCgo('runtime/cgo'), ['runtime/cgo']);
    assert.equal(stdCgo('example.com/x'), undefined);
    assert.equal(stdCgo('toString'), undefined);
  });
});
