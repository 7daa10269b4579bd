// Generated from server/data/images.json by `npm run generate`. Do not edit.
import type { GlibcRelease, ImageEntry } from './tables.js';

export const IMAGES: readonly ImageEntry[] = [
 {
  "registry": "docker.io",
  "repository": "scratch",
  "tag": ".*",
  "name": "scratch",
  "libc": "none",
  "loader": false,
  "certificates": false,
  "tzdata": false,
  "shell": false
 },
 {
  "registry": "docker.io",
  "repository": "golang",
  "tag": "(.*-)?(nanoserver|windowsservercore).*",
  "name": "golang on Windows",
  "libc": "unknown",
  "loader": false
 },
 {
  "registry": "docker.io",
  "repository": "golang",
  "tag": "(.*-)?alpine[0-9.]*",
  "name": "golang on Alpine",
  "libc": "musl",
  "loader": true,
  "certificates": true,
  "tzdata": false,
  "shell": true,
  "go": true,
  "compiler": false,
  "packages": "apk",
  "environment": {
   "GOTOOLCHAIN": "local",
   "GOPATH": "/go"
  },
  "workdir": "/go"
 },
 {
  "registry": "docker.io",
  "repository": "golang",
  "tag": "(latest|[0-9]+(\\.[0-9]+){0,2}((rc|beta)[0-9]+)?|((latest|[0-9]+(\\.[0-9]+){0,2}((rc|beta)[0-9]+)?)-)?(jessie|stretch|buster|bullseye|bookworm|trixie|forky))",
  "name": "golang on Debian",
  "libc": "glibc",
  "loader": true,
  "certificates": true,
  "shell": true,
  "go": true,
  "compiler": true,
  "packages": "apt",
  "environment": {
   "GOTOOLCHAIN": "local",
   "GOPATH": "/go"
  },
  "workdir": "/go"
 },
 {
  "registry": "mcr.microsoft.com",
  "repository": "oss/go/microsoft/golang",
  "tag": "(.*-)?(nanoserver|windowsservercore).*",
  "name": "Microsoft Go on Windows",
  "libc": "unknown",
  "loader": false
 },
 {
  "registry": "mcr.microsoft.com",
  "repository": "oss/go/microsoft/golang",
  "tag": "(latest|[0-9]+(\\.[0-9]+){0,2}(-[0-9]+)?)(-fips(-linux)?)?(-(buster|bullseye|bookworm|trixie|forky)|-(azurelinux|cbl-mariner|mariner)[0-9.]*)?",
  "name": "Microsoft Go",
  "libc": "glibc",
  "loader": true,
  "certificates": true,
  "shell": true,
  "go": true,
  "compiler": true,
  "environment": {
   "GOTOOLCHAIN": "local",
   "GOPATH": "/go"
  },
  "workdir": "/go",
  "ownExperiments": true
 },
 {
  "registry": "mcr.microsoft.com",
  "repository": "devcontainers/go",
  "tag": "1\\.[0-9]+(\\.[0-9]+)?(-(buster|bullseye|bookworm|trixie|forky))?",
  "name": "Go of dev containers",
  "libc": "glibc",
  "loader": true,
  "certificates": true,
  "shell": true,
  "go": true,
  "compiler": true,
  "packages": "apt",
  "environment": {
   "GOTOOLCHAIN": "local",
   "GOPATH": "/go"
  },
  "workdir": "/go"
 },
 {
  "registry": "registry.suse.com",
  "repository": "bci/golang",
  "tag": "(latest|stable|oldstable|[0-9]+\\.[0-9]+(\\.[0-9]+)?)(-openssl)?(-[0-9.]+)*",
  "name": "Go of SUSE BCI",
  "libc": "glibc",
  "loader": true,
  "certificates": true,
  "shell": true,
  "go": true,
  "packages": "rpm",
  "environment": {
   "GOTOOLCHAIN": "local",
   "GOPATH": "/go"
  },
  "workdir": "/go"
 },
 {
  "registry": "docker.io",
  "repository": "alpine",
  "tag": ".*",
  "name": "Alpine",
  "libc": "musl",
  "loader": true,
  "tzdata": false,
  "shell": true,
  "compiler": false,
  "packages": "apk"
 },
 {
  "registry": "docker.io",
  "repository": "debian",
  "tag": ".*",
  "name": "Debian",
  "libc": "glibc",
  "loader": true,
  "certificates": false,
  "shell": true,
  "compiler": false,
  "packages": "apt"
 },
 {
  "registry": "docker.io",
  "repository": "ubuntu",
  "tag": ".*",
  "name": "Ubuntu",
  "libc": "glibc",
  "loader": true,
  "certificates": false,
  "shell": true,
  "compiler": false,
  "packages": "apt"
 },
 {
  "registry": "docker.io",
  "repository": "cimg/(go|base)",
  "tag": ".*",
  "name": "CircleCI's image",
  "libc": "glibc",
  "loader": true,
  "certificates": true,
  "shell": true,
  "compiler": true
 },
 {
  "registry": "docker.io|nvcr.io",
  "repository": "nvidia/cuda",
  "tag": ".+-(ubuntu\\d\\d\\.\\d\\d|ubi\\d+|rockylinux\\d+|oraclelinux\\d+)",
  "name": "NVIDIA CUDA",
  "libc": "glibc",
  "loader": true,
  "shell": true
 },
 {
  "registry": "docker.io",
  "repository": "busybox",
  "tag": "(.*-)?glibc",
  "name": "busybox:glibc",
  "libc": "glibc",
  "loader": true,
  "certificates": false,
  "tzdata": false,
  "shell": true
 },
 {
  "registry": "docker.io",
  "repository": "busybox",
  "tag": "(.*-)?(musl|uclibc)",
  "name": "static busybox",
  "libc": "none",
  "loader": false,
  "certificates": false,
  "tzdata": false,
  "shell": true
 },
 {
  "registry": "docker.io",
  "repository": "(amazonlinux|fedora|opensuse/(leap|tumbleweed)|rockylinux|rockylinux/rockylinux|oraclelinux|photon|almalinux|almalinux/[0-9]+-(base|minimal)|centos|archlinux)",
  "tag": ".*",
  "name": "a glibc distribution",
  "libc": "glibc",
  "loader": true,
  "shell": true,
  "packages": "rpm"
 },
 {
  "registry": "quay.io|registry.fedoraproject.org|container-registry.oracle.com|ghcr.io|public.ecr.aws|mcr.microsoft.com",
  "repository": "(centos/centos|rockylinux/rockylinux|almalinuxorg/almalinux|fedora/fedora|fedora|fedora-minimal|os/oraclelinux|oracle/oraclelinux|amazonlinux/amazonlinux|azurelinux/base/core|cbl-mariner/base/core)",
  "tag": ".*",
  "name": "a glibc distribution",
  "libc": "glibc",
  "loader": true,
  "shell": true,
  "packages": "rpm"
 },
 {
  "registry": "registry.suse.com",
  "repository": "bci/bci-(base|init|minimal|micro)",
  "tag": ".*",
  "name": "SUSE BCI",
  "libc": "glibc",
  "loader": true,
  "shell": true,
  "packages": "rpm"
 },
 {
  "registry": "docker.io",
  "repository": "(node|python|nginx|redis|postgres|php|ruby|httpd|haproxy|memcached|eclipse-temurin|maven|rabbitmq)",
  "tag": "(.*-)?alpine.*",
  "name": "an image on Alpine",
  "libc": "musl",
  "loader": true,
  "shell": true,
  "packages": "apk"
 },
 {
  "registry": "docker.io",
  "repository": "docker",
  "tag": "(?!.*windows).*",
  "name": "an image on Alpine",
  "libc": "musl",
  "loader": true,
  "shell": true,
  "packages": "apk"
 },
 {
  "registry": "docker.io",
  "repository": "(node|python|nginx|redis|postgres|php|ruby|httpd|rust|buildpack-deps)",
  "tag": "(.*-)?(buster|bullseye|bookworm|trixie|forky)(-.*)?",
  "name": "an image on Debian",
  "libc": "glibc",
  "loader": true,
  "shell": true,
  "packages": "apt"
 },
 {
  "registry": "docker.io",
  "repository": "amazon/aws-lambda-provided",
  "tag": "al2(023)?([.-].*)?",
  "name": "AWS Lambda",
  "libc": "glibc",
  "loader": true,
  "shell": true,
  "packages": "rpm"
 },
 {
  "registry": "dhi.io",
  "repository": "static",
  "tag": "(?!.*-dev).*",
  "name": "Docker hardened static",
  "libc": "none",
  "loader": false,
  "certificates": true,
  "shell": false
 },
 {
  "registry": "registry.access.redhat.com|registry.redhat.io",
  "repository": "ubi[0-9]+(-minimal|-micro|-init|/ubi|/ubi-minimal|/ubi-micro|/ubi-init)?",
  "tag": ".*",
  "name": "Red Hat UBI",
  "libc": "glibc",
  "loader": true,
  "shell": true,
  "packages": "rpm"
 },
 {
  "registry": "gcr.io",
  "repository": "distroless/static(-debian[0-9]+)?",
  "tag": ".*",
  "name": "distroless/static",
  "libc": "none",
  "loader": false,
  "certificates": true,
  "tzdata": true,
  "shell": false
 },
 {
  "registry": "gcr.io",
  "repository": "distroless/(base|base-nossl|cc)(-debian[0-9]+)?",
  "tag": ".*",
  "name": "distroless with glibc",
  "libc": "glibc",
  "loader": true,
  "certificates": true,
  "tzdata": true,
  "shell": false
 },
 {
  "registry": "public.ecr.aws",
  "repository": "lambda/provided",
  "tag": "al2(023)?([.-].*)?",
  "name": "AWS Lambda",
  "libc": "glibc",
  "loader": true,
  "shell": true,
  "packages": "rpm"
 },
 {
  "registry": "cgr.dev",
  "repository": "chainguard/go",
  "tag": "(latest|[0-9.]+)(-dev)?",
  "name": "Go on Wolfi",
  "libc": "glibc",
  "loader": true,
  "certificates": true,
  "shell": true,
  "go": true,
  "compiler": true,
  "environment": {
   "GOTOOLCHAIN": "local+auto"
  }
 },
 {
  "registry": "cgr.dev",
  "repository": "chainguard/static",
  "tag": ".*",
  "name": "Chainguard static",
  "libc": "none",
  "loader": false,
  "certificates": true,
  "tzdata": true,
  "shell": false
 },
 {
  "registry": "cgr.dev",
  "repository": "chainguard/(wolfi-base|glibc-dynamic)",
  "tag": ".*",
  "name": "Wolfi",
  "libc": "glibc",
  "loader": true,
  "certificates": true
 }
];
export const GLIBC_RELEASES: readonly GlibcRelease[] = [
 {
  "repository": "debian|golang",
  "tag": "(.+-)?(buster|10(\\.\\d+)?)(-.+)?",
  "version": "2.28"
 },
 {
  "repository": "node|python|nginx|redis|postgres|php|ruby|httpd|rust|buildpack-deps|oss/go/microsoft/golang|devcontainers/go",
  "tag": "(.+-)?buster(-.+)?",
  "version": "2.28"
 },
 {
  "repository": "debian|golang",
  "tag": "(.+-)?(bullseye|11(\\.\\d+)?)(-.+)?",
  "version": "2.31"
 },
 {
  "repository": "node|python|nginx|redis|postgres|php|ruby|httpd|rust|buildpack-deps|oss/go/microsoft/golang|devcontainers/go",
  "tag": "(.+-)?bullseye(-.+)?",
  "version": "2.31"
 },
 {
  "repository": "debian|golang",
  "tag": "(.+-)?(bookworm|12(\\.\\d+)?)(-.+)?",
  "version": "2.36"
 },
 {
  "repository": "node|python|nginx|redis|postgres|php|ruby|httpd|rust|buildpack-deps|oss/go/microsoft/golang|devcontainers/go",
  "tag": "(.+-)?bookworm(-.+)?",
  "version": "2.36"
 },
 {
  "repository": "debian|golang",
  "tag": "(.+-)?(trixie|13(\\.\\d+)?)(-.+)?",
  "version": "2.41"
 },
 {
  "repository": "node|python|nginx|redis|postgres|php|ruby|httpd|rust|buildpack-deps|oss/go/microsoft/golang|devcontainers/go",
  "tag": "(.+-)?trixie(-.+)?",
  "version": "2.41"
 },
 {
  "repository": "golang",
  "tag": "1\\.19(\\.1[0-3])?",
  "version": "2.36"
 },
 {
  "repository": "golang",
  "tag": "1\\.20(\\.([5-9]|1\\d))?",
  "version": "2.36"
 },
 {
  "repository": "golang",
  "tag": "1\\.(2[1-9]|[3-9]\\d)(\\.\\d+)?((rc|beta)\\d+)?",
  "version": "2.36"
 },
 {
  "repository": "golang",
  "tag": "latest|1",
  "version": "2.36"
 },
 {
  "repository": "distroless/(base|base-nossl|cc)-debian10",
  "tag": ".*",
  "version": "2.28"
 },
 {
  "repository": "distroless/(base|base-nossl|cc)-debian11",
  "tag": ".*",
  "version": "2.31"
 },
 {
  "repository": "distroless/(base|base-nossl|cc)-debian12",
  "tag": ".*",
  "version": "2.36"
 },
 {
  "repository": "distroless/(base|base-nossl|cc)-debian13",
  "tag": ".*",
  "version": "2.41"
 },
 {
  "repository": "ubuntu",
  "tag": "(18\\.04|bionic)(-.+)?",
  "version": "2.27"
 },
 {
  "repository": "ubuntu",
  "tag": "(20\\.04|focal)(-.+)?",
  "version": "2.31"
 },
 {
  "repository": "ubuntu",
  "tag": "(22\\.04|jammy)(-.+)?",
  "version": "2.35"
 },
 {
  "repository": "ubuntu",
  "tag": "(24\\.04|noble)(-.+)?",
  "version": "2.39"
 },
 {
  "repository": "nvidia/cuda",
  "tag": ".+-ubuntu18\\.04",
  "version": "2.27"
 },
 {
  "repository": "nvidia/cuda",
  "tag": ".+-ubuntu20\\.04",
  "version": "2.31"
 },
 {
  "repository": "nvidia/cuda",
  "tag": ".+-ubuntu22\\.04",
  "version": "2.35"
 },
 {
  "repository": "nvidia/cuda",
  "tag": ".+-ubuntu24\\.04",
  "version": "2.39"
 },
 {
  "repository": "nvidia/cuda",
  "tag": ".+-(ubi|rockylinux|oraclelinux)8",
  "version": "2.28"
 },
 {
  "repository": "lambda/provided|amazon/aws-lambda-provided",
  "tag": "al2([.-].*)?",
  "version": "2.26"
 },
 {
  "repository": "amazonlinux|amazonlinux/amazonlinux",
  "tag": "2(\\.0\\.\\d+\\.\\d+)?(-.+)?",
  "version": "2.26"
 },
 {
  "repository": "rockylinux|rockylinux/rockylinux",
  "tag": "8(\\.\\d+)?(-.+|\\.\\d+)?",
  "version": "2.28"
 },
 {
  "repository": "opensuse/leap",
  "tag": "15\\.[345](\\..+)?",
  "version": "2.31"
 },
 {
  "repository": "opensuse/leap",
  "tag": "15\\.6(\\..+)?",
  "version": "2.38"
 },
 {
  "repository": "ubi8(-minimal|-micro|-init|/ubi|/ubi-minimal|/ubi-micro|/ubi-init)?",
  "tag": ".*",
  "version": "2.28"
 },
 {
  "repository": "amazonlinux|amazonlinux/amazonlinux",
  "tag": "2023(\\..+|-.+)?",
  "version": "2.34"
 },
 {
  "repository": "lambda/provided|amazon/aws-lambda-provided",
  "tag": "al2023([.-].*)?",
  "version": "2.34"
 },
 {
  "repository": "centos|centos/centos|oraclelinux|os/oraclelinux|oracle/oraclelinux",
  "tag": "(centos)?7(\\.\\d+)*(-.+)?",
  "version": "2.17"
 },
 {
  "repository": "centos|centos/centos|oraclelinux|os/oraclelinux|oracle/oraclelinux|almalinux|almalinuxorg/almalinux",
  "tag": "(centos|stream)?8(\\.\\d+)*(-.+)?",
  "version": "2.28"
 },
 {
  "repository": "almalinux/8-(base|minimal)",
  "tag": ".*",
  "version": "2.28"
 }
];
export const MIRRORS: readonly string[] = [
 "public.ecr.aws/docker/library",
 "mirror.gcr.io/library"
];
export const ARCHITECTURE_PREFIXES: readonly string[] = [
 "amd64",
 "arm32v5",
 "arm32v6",
 "arm32v7",
 "arm64v8",
 "i386",
 "mips64le",
 "ppc64le",
 "riscv64",
 "s390x"
];
