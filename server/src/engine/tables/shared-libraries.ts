/**
 * C libraries that Go packages are linked against as shared libraries, and the packages that hold them (`#cgo` lines of each, read in their
 * sources; names of packages in Alpine 3.22 and Debian 12 and 13). What a package brings in its own sources, such as sqlite, is not here.
 */

interface LibraryPackages {
  readonly soname: string;
  readonly package?: string;
  /** What is installed to link against it. */
  readonly dev?: string;
}

export interface SharedLibrary {
  /** Import paths, without major versions. */
  readonly imports: readonly string[];
  /** The same in `#cgo` lines: flags of the linker, names of pkg-config. */
  readonly links?: readonly string[];
  /** The build tag that links the shared library; without one it always is. */
  readonly tag?: string;
  readonly name: string;
  /** Stands in packages, files and commands that may be about it. */
  readonly words: RegExp;
  /** What the loader asks for, and the package that has it; undefined where the name holds a version. */
  readonly alpine: LibraryPackages;
  readonly debian: LibraryPackages;
  /** Every image of Debian and Ubuntu has it. */
  readonly inDebian?: true;
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
    links: ['vips'],
    name: 'libvips',
    words: /vips/,
    alpine: { soname: 'libvips.so.42', package: 'vips', dev: 'vips-dev' },
    debian: { soname: 'libvips.so.42', package: 'libvips42', dev: 'libvips-dev' },
  },
  {
    imports: ['github.com/google/gopacket/pcap', 'github.com/gopacket/gopacket/pcap'],
    links: ['-lpcap', 'libpcap'],
    name: 'libpcap',
    words: /pcap/,
    alpine: { soname: 'libpcap.so.1', package: 'libpcap', dev: 'libpcap-dev' },
    debian: { soname: 'libpcap.so.0.8', package: 'libpcap0.8', dev: 'libpcap-dev' },
  },
  {
    imports: ['github.com/pebbe/zmq4'],
    links: ['-lzmq', 'libzmq'],
    name: 'libzmq',
    words: /zmq|zeromq/,
    alpine: { soname: 'libzmq.so.5', package: 'libzmq', dev: 'zeromq-dev' },
    debian: { soname: 'libzmq.so.5', package: 'libzmq5', dev: 'libzmq3-dev' },
  },
  {
    imports: ['github.com/confluentinc/confluent-kafka-go/kafka'],
    tag: 'dynamic',
    links: ['-lrdkafka', 'rdkafka'],
    name: 'librdkafka',
    words: /rdkafka/,
    alpine: { soname: 'librdkafka.so.1', package: 'librdkafka', dev: 'librdkafka-dev' },
    debian: { soname: 'librdkafka.so.1', package: 'librdkafka1', dev: 'librdkafka-dev' },
  },
  {
    imports: ['github.com/mattn/go-sqlite3'],
    tag: 'libsqlite3',
    links: ['-lsqlite3', 'sqlite3'],
    name: 'libsqlite3',
    words: /sqlite/,
    alpine: { soname: 'libsqlite3.so.0', package: 'sqlite-libs', dev: 'sqlite-dev' },
    debian: { soname: 'libsqlite3.so.0', package: 'libsqlite3-0', dev: 'libsqlite3-dev' },
  },
  {
    imports: ['github.com/otiai10/gosseract'],
    links: ['-ltesseract', 'tesseract'],
    name: 'libtesseract',
    words: /tesseract|leptonica/,
    alpine: { soname: 'libtesseract.so.5', package: 'tesseract-ocr', dev: 'tesseract-ocr-dev' },
    debian: { soname: 'libtesseract.so', dev: 'libtesseract-dev' },
  },
  {
    imports: ['gopkg.in/gographics/imagick/imagick'],
    links: ['MagickWand'],
    name: 'ImageMagick',
    words: /magick/,
    alpine: { soname: 'libMagickWand', package: 'imagemagick-libs', dev: 'imagemagick-dev' },
    debian: { soname: 'libMagickWand', dev: 'libmagickwand-dev' },
  },
  {
    imports: ['github.com/libgit2/git2go'],
    links: ['-lgit2', 'libgit2'],
    name: 'libgit2',
    words: /git2/,
    alpine: { soname: 'libgit2.so', package: 'libgit2', dev: 'libgit2-dev' },
    debian: { soname: 'libgit2.so', dev: 'libgit2-dev' },
  },
  {
    imports: [],
    links: ['-lsystemd', 'libsystemd', 'libsystemd-journal'],
    name: 'libsystemd',
    words: /systemd|elogind/,
    alpine: { soname: 'libsystemd.so.0' },
    debian: { soname: 'libsystemd.so.0', package: 'libsystemd0', dev: 'libsystemd-dev' },
    inDebian: true,
  },
  {
    imports: ['github.com/jochenvg/go-udev'],
    links: ['-ludev', 'libudev'],
    name: 'libudev',
    words: /udev/,
    alpine: { soname: 'libudev.so.1', package: 'eudev-libs', dev: 'eudev-dev' },
    debian: { soname: 'libudev.so.1', package: 'libudev1', dev: 'libudev-dev' },
    inDebian: true,
  },
  {
    imports: ['github.com/seccomp/libseccomp-golang'],
    links: ['-lseccomp', 'libseccomp'],
    name: 'libseccomp',
    words: /seccomp/,
    alpine: { soname: 'libseccomp.so.2', package: 'libseccomp', dev: 'libseccomp-dev' },
    debian: { soname: 'libseccomp.so.2', package: 'libseccomp2', dev: 'libseccomp-dev' },
    inDebian: true,
  },
  {
    imports: [],
    links: ['-ldbus-1', 'dbus-1'],
    name: 'libdbus',
    words: /dbus/,
    alpine: { soname: 'libdbus-1.so.3', package: 'dbus-libs', dev: 'dbus-dev' },
    debian: { soname: 'libdbus-1.so.3', package: 'libdbus-1-3', dev: 'libdbus-1-dev' },
  },
  {
    imports: ['github.com/google/gousb'],
    links: ['-lusb-1.0', 'libusb-1.0'],
    name: 'libusb',
    words: /usb/,
    alpine: { soname: 'libusb-1.0.so.0', package: 'libusb', dev: 'libusb-dev' },
    debian: { soname: 'libusb-1.0.so.0', package: 'libusb-1.0-0', dev: 'libusb-1.0-0-dev' },
  },
  {
    imports: ['github.com/gordonklaus/portaudio'],
    links: ['-lportaudio', 'portaudio-2.0'],
    name: 'libportaudio',
    words: /portaudio/,
    alpine: { soname: 'libportaudio.so.2', package: 'portaudio', dev: 'portaudio-dev' },
    debian: { soname: 'libportaudio.so.2', package: 'libportaudio2', dev: 'portaudio19-dev' },
  },
  {
    imports: ['libvirt.org/go/libvirt', 'github.com/libvirt/libvirt-go'],
    otherTag: 'libvirt_dlopen',
    links: ['-lvirt', 'libvirt'],
    name: 'libvirt',
    words: /virt/,
    alpine: { soname: 'libvirt.so.0', package: 'libvirt-libs', dev: 'libvirt-dev' },
    debian: { soname: 'libvirt.so.0', package: 'libvirt0', dev: 'libvirt-dev' },
  },
  {
    imports: [],
    links: ['-lxml2', 'libxml-2.0'],
    name: 'libxml2',
    words: /xml/,
    alpine: { soname: 'libxml2.so', package: 'libxml2', dev: 'libxml2-dev' },
    debian: { soname: 'libxml2.so', package: 'libxml2', dev: 'libxml2-dev' },
  },
];

/** Undefined for packages that link no shared library of the table with these tags. */
export function sharedLibraryOf(importPath: string, tags: readonly string[]): SharedLibrary | undefined {
  const path = importPath.replace(/[/.]v\d+(?=\/|$)/g, '');
  const found = LIBRARIES.find(l => l.imports.includes(path));
  if (found?.otherTag !== undefined && tags.includes(found.otherTag)) return undefined;
  return found?.tag === undefined || tags.includes(found.tag) ? found : undefined;
}

/** Those that `#cgo` lines name. */
export const librariesLinked = (links: readonly string[]): readonly SharedLibrary[] =>
  LIBRARIES.filter(l => l.links?.some(link => links.includes(link)));
