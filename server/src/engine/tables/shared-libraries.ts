/**
 * C libraries that Go packages are linked against as shared libraries, and the packages that hold them (`#cgo` lines of each, read in their
 * sources; names of packages in Alpine 3.22 and Debian 12 and 13). What a package brings in its own sources, such as sqlite, is not here.
 */

export interface SharedLibrary {
  /** Import paths, without major versions. */
  readonly imports: readonly string[];
  /** The build tag that links the shared library; without one it always is. */
  readonly tag?: string;
  readonly name: string;
  /** Stands in packages, files and commands that may be about it. */
  readonly words: RegExp;
  /** What the loader asks for, and the package that has it; undefined where the name holds a version. */
  readonly alpine: { readonly soname: string; readonly package?: string };
  readonly debian: { readonly soname: string; readonly package?: string };
  /** The C++ compiler links it without any package for it; only these images lack it. */
  readonly lacking?: RegExp;
  /** With this tag it is another library that is linked. */
  readonly otherTag?: string;
}

const LIBRARIES: readonly SharedLibrary[] = [
  {
    imports: ['github.com/marcboeker/go-duckdb', 'github.com/duckdb/duckdb-go', 'rogchap.com/v8go'],
    name: 'libstdc++',
    words: /stdc|libgcc|gcc|g\+\+/,
    alpine: { soname: 'libstdc++.so.6', package: 'libstdc++' },
    debian: { soname: 'libstdc++.so.6', package: 'libstdc++6' },
    lacking: /^distroless\/base(?:-nossl)?(?:-debian\d+)?$/,
    otherTag: 'duckdb_use_lib',
  },
  {
    imports: ['github.com/davidbyttow/govips/vips', 'github.com/h2non/bimg'],
    name: 'libvips',
    words: /vips/,
    alpine: { soname: 'libvips.so.42', package: 'vips' },
    debian: { soname: 'libvips.so.42', package: 'libvips42' },
  },
  {
    imports: ['github.com/google/gopacket/pcap', 'github.com/gopacket/gopacket/pcap'],
    name: 'libpcap',
    words: /pcap/,
    alpine: { soname: 'libpcap.so.1', package: 'libpcap' },
    debian: { soname: 'libpcap.so.0.8', package: 'libpcap0.8' },
  },
  {
    imports: ['github.com/pebbe/zmq4'],
    name: 'libzmq',
    words: /zmq|zeromq/,
    alpine: { soname: 'libzmq.so.5', package: 'libzmq' },
    debian: { soname: 'libzmq.so.5', package: 'libzmq5' },
  },
  {
    imports: ['github.com/confluentinc/confluent-kafka-go/kafka'],
    tag: 'dynamic',
    name: 'librdkafka',
    words: /rdkafka/,
    alpine: { soname: 'librdkafka.so.1', package: 'librdkafka' },
    debian: { soname: 'librdkafka.so.1', package: 'librdkafka1' },
  },
  {
    imports: ['github.com/mattn/go-sqlite3'],
    tag: 'libsqlite3',
    name: 'libsqlite3',
    words: /sqlite/,
    alpine: { soname: 'libsqlite3.so.0', package: 'sqlite-libs' },
    debian: { soname: 'libsqlite3.so.0', package: 'libsqlite3-0' },
  },
  {
    imports: ['github.com/otiai10/gosseract'],
    name: 'libtesseract',
    words: /tesseract|leptonica/,
    alpine: { soname: 'libtesseract.so.5', package: 'tesseract-ocr' },
    debian: { soname: 'libtesseract.so' },
  },
  {
    imports: ['gopkg.in/gographics/imagick/imagick'],
    name: 'ImageMagick',
    words: /magick/,
    alpine: { soname: 'libMagickWand', package: 'imagemagick-libs' },
    debian: { soname: 'libMagickWand' },
  },
  {
    imports: ['github.com/libgit2/git2go'],
    name: 'libgit2',
    words: /git2/,
    alpine: { soname: 'libgit2.so', package: 'libgit2' },
    debian: { soname: 'libgit2.so' },
  },
];

/** Undefined for packages that link no shared library of the table with these tags. */
export function sharedLibraryOf(importPath: string, tags: readonly string[]): SharedLibrary | undefined {
  const path = importPath.replace(/[/.]v\d+(?=\/|$)/g, '');
  const found = LIBRARIES.find(l => l.imports.includes(path));
  if (found?.otherTag !== undefined && tags.includes(found.otherTag)) return undefined;
  return found?.tag === undefined || tags.includes(found.tag) ? found : undefined;
}
