/** In which images a program can start: the loader it asks for, and the libraries that loader has to find (go-facts §6.3, §6.4). */

import { parseImageReference } from '../base/image-reference.js';
import type { Message } from '../base/message.js';
import { type BinaryFacts, libcOf } from '../binary/binary.js';
import { glibcOf, imageEntryOf } from '../tables/images.js';
import { type Obstacle, obstacle, type StartNeeds } from '../tables/start-table.js';
import type { ImageEntry } from '../tables/tables.js';
import { say } from './starts-in-words.js';

export interface StartVerdict {
  /** Image reference, such as `alpine`. */
  readonly image: string;
  /** `depends`: on files that the image as published does not have, or that nobody looked up. */
  readonly starts: 'yes' | 'no' | 'depends';
  /** Undefined for a plain yes. */
  readonly why?: Message;
}

interface Sample {
  readonly reference: string;
  /** Patterns of libraries beyond the C library that are in the image as published. */
  readonly libraries?: RegExp;
  /** Its C library is not whole: the loader and libc.so.6 alone are certain. */
  readonly isPartial?: true;
}

const SSL = /^lib(?:ssl|crypto)\.so\./;
const SSL_AND_GCC = /^lib(?:ssl|crypto|gcc_s)\.so\./;

/** One image for each class of the table, the smallest first. */
const SAMPLES: readonly Sample[] = [
  { reference: 'scratch' },
  { reference: 'gcr.io/distroless/static-debian12' },
  { reference: 'cgr.dev/chainguard/static' },
  { reference: 'busybox:musl' },
  { reference: 'alpine' },
  { reference: 'busybox:glibc', isPartial: true },
  { reference: 'gcr.io/distroless/base-nossl-debian12' },
  { reference: 'gcr.io/distroless/base-debian12', libraries: SSL },
  { reference: 'gcr.io/distroless/cc-debian12', libraries: SSL_AND_GCC },
  { reference: 'cgr.dev/chainguard/wolfi-base' },
  { reference: 'debian:bullseye-slim' },
  { reference: 'debian:bookworm-slim' },
  { reference: 'debian:trixie-slim' },
  { reference: 'ubuntu:22.04' },
  { reference: 'ubuntu:24.04' },
];

/** Libraries that are the C library itself. musl answers to these names from its loader, whatever follows `.so`. */
const GLIBC_OWN = /^(?:lib(?:c|m|dl|rt|pthread|resolv|util|anl)\.so|ld(?:-linux[^/]*|64)?\.so)/;
const MUSL_OWN = /^(?:lib(?:c|m|dl|rt|pthread|util|xnet)\.|ld-musl-)/;

/** Empty for what no Linux image starts: libraries, object files, programs for other systems. */
export function startsIn(program: BinaryFacts): readonly StartVerdict[] {
  if (program.kind !== 'program' || program.os !== 'linux') return [];
  return SAMPLES.flatMap(sample => {
    const entry = imageEntryOf(sample.reference);
    return entry && entry.libc !== 'unknown' ? [{ image: sample.reference, ...verdict(program, entry, sample) }] : [];
  });
}

function verdict(program: BinaryFacts, image: ImageEntry, { reference, libraries, isPartial }: Sample): Omit<StartVerdict, 'image'> {
  const libc = libcOf(program);
  const glibc = glibcOf(parseImageReference(reference)!);
  const needs: StartNeeds = { loader: libc ?? 'none', glibc: program.glibc };
  const lacking = obstacle(needs, image, glibc);
  if (lacking) return { starts: 'no', why: lacks(lacking, needs, glibc, program.interpreter) };
  if (libc === undefined) return { starts: 'yes' };
  const own = libc === 'musl' ? MUSL_OWN : isPartial ? /^(?:libc|ld-linux[^/]*)\.so/ : GLIBC_OWN;
  const missing = program.libraries.filter(l => !own.test(l) && !libraries?.test(l));
  if (missing.length > 0) return { starts: 'depends', why: say.withLibraries({ libraries: missing.join(', ') }) };
  const isUnsure = libc === 'glibc' && glibc === undefined && program.glibc !== undefined;
  return { starts: 'yes', ...(isUnsure && { why: say.withGlibc({ version: program.glibc }) }) };
}

/** `file`: the loader that the program asks for. */
function lacks(what: Obstacle, { loader, glibc: needed }: StartNeeds, own: string | undefined, file = ''): Message {
  switch (what) {
    case 'a loader':
      return say.noLoader;
    case 'this loader':
      return loader === 'glibc' ? say.noGlibcLoader : say.noMuslLoader;
    case 'this file':
      return say.noFile({ file });
    case 'a newer glibc':
      return say.oldGlibc({ own: own ?? '?', needed: needed ?? '?' });
  }
}
