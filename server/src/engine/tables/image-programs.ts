/**
 * Programs that images lack until a package brings them, and what packages bring. By what alpine-base, minbase of Debian and Ubuntu, and
 * docker-library/buildpack-deps (of whose `scm` variant golang on Debian is made) are made of; no image has been run to check it.
 */
import { table } from '../base/table.js';
import type { ImageEntry } from './tables.js';

const words = (text: string): readonly string[] => text.split(' ');

/** Alpine has busybox: wget, nc, ps, unzip and the like are there. */
const NOT_ON_ALPINE = words('bash curl git make jq ssh rsync sudo zip python3 node npm yarn protoc tini dumb-init su-exec gosu upx docker');
const NOT_ON_DEBIAN = words(
  'curl wget git make jq ssh rsync sudo zip unzip nc python3 node npm yarn protoc tini dumb-init su-exec gosu upx docker',
);
/** curl, git, wget, ssh and make are there. */
const NOT_IN_GOLANG = words('jq rsync sudo zip unzip nc node npm yarn protoc tini dumb-init su-exec gosu upx docker');

/** Names that an image has no program for; none where nobody looked. */
export function programsLacking(image: ImageEntry): readonly string[] {
  if (image.name === 'Alpine' || image.name === 'golang on Alpine') return NOT_ON_ALPINE;
  if (image.name === 'Debian' || image.name === 'Ubuntu') return NOT_ON_DEBIAN;
  return image.name === 'golang on Debian' ? NOT_IN_GOLANG : [];
}

/** The package of Alpine and Debian that brings a program, where it is called differently. */
const PACKAGES = table({ ssh: 'openssh-client', node: 'nodejs', nc: 'netcat-openbsd' });

/** Undefined where the distributions call it differently. */
export function packageOf(program: string): string | undefined {
  return program === 'protoc' || program === 'docker' || program === 'yarn' ? undefined : (PACKAGES[program] ?? program);
}

/** What a package brings of all these programs, those that it depends on or recommends included. */
const BRINGS = new Map<string, readonly string[]>([
  ...words(
    'tzdata libc6-compat gcompat libgcc libstdc++ libstdc++6 libc6 libc6-dev libc-dev musl musl-dev gcc g++ binutils sqlite-libs less tree upx jq make rsync zip unzip tini dumb-init su-exec gosu sudo bash',
  ).map((name): [string, readonly string[]] => [name, [name]]),
  ['ca-certificates', []],
  ['ca-certificates-bundle', []],
  ['curl', ['curl']],
  ['wget', ['wget']],
  ['openssl', []],
  ['git', ['git', 'ssh', 'curl']],
  ['openssh-client', ['ssh']],
  ['build-base', ['make']],
  ['build-essential', ['make']],
]);

/** The same of packages of Debian and Ubuntu: what `apt-cache depends --recurse` of bookworm leads to. */
const BRINGS_ON_DEBIAN = new Map<string, readonly string[]>([
  ...words(
    'adduser bash-completion bind9-dnsutils bridge-utils brotli btrfs-progs bzip2 conntrack dbus diffutils dnsutils dosfstools e2fsprogs ethtool exiftool file findutils fontconfig fonts-liberation fuse fuse3 gawk gdisk gettext-base ghostscript graphviz grep gzip haproxy htop imagemagick ipset iproute2 iptables iputils-ping ipvsadm kmod libasound2 libbtrfs-dev libcap2-bin libdevmapper-dev libelf-dev libelf1 libgcc-s1 libgomp1 libmagic1 libopus0 libpcap-dev libpcap0.8 librdkafka-dev librdkafka1 libseccomp-dev libseccomp2 libsqlite3-0 libsqlite3-dev libssl-dev libssl3 libsystemd-dev libsystemd0 libvips libvips42 libxml2 libzmq5 libzstd-dev locales lsb-release lsof lvm2 mediainfo mount mtools nano ncurses-bin net-tools netbase nftables nginx parted passwd patch pkg-config poppler-utils postgresql-client procps redis-tools sed socat sqlite3 strace tar tcpdump telnet udev util-linux xz-utils zlib1g zlib1g-dev zstd',
  ).map((name): [string, readonly string[]] => [name, []]),
  ...words('borgbackup cifs-utils ffmpeg fio nfs-common python3 xfsprogs').map((name): [string, readonly string[]] => [name, ['python3']]),
  ['cmake', ['make']],
  ['gettext', ['curl', 'wget']],
]);

/** Whether a package may bring the program; one that is not in the table may bring any. `manager`: what installs it. */
export function mayPackageBring(name: string, program: string, manager: string | undefined): boolean {
  const ofDebian = manager === 'apt' || manager === 'apt-get' ? BRINGS_ON_DEBIAN.get(name) : undefined;
  const own = BRINGS.get(name) ?? ofDebian;
  return name === program || own === undefined || own.includes(program);
}
