// Generated from server/data/cgo-packages*.json by `npm run generate`. Do not edit.
import type { CgoPackage } from './tables.js';

export const CGO_PACKAGES: readonly CgoPackage[] = [
 {
  "import": "github.com/mattn/go-sqlite3",
  "why": "bundles the SQLite C amalgamation",
  "alternative": "modernc.org/sqlite (driver name \"sqlite\"), github.com/ncruces/go-sqlite3, zombiezen.com/go/sqlite",
  "withoutCgo": "runtime-error",
  "on": "all"
 },
 {
  "import": "gorm.io/driver/sqlite",
  "why": "imports github.com/mattn/go-sqlite3",
  "alternative": "github.com/glebarez/sqlite",
  "withoutCgo": "runtime-error",
  "on": "all"
 },
 {
  "import": "github.com/confluentinc/confluent-kafka-go/kafka",
  "why": "links librdkafka (bundled static archives)",
  "alternative": "github.com/twmb/franz-go, github.com/segmentio/kafka-go, github.com/IBM/sarama",
  "withoutCgo": "excluded",
  "on": "all"
 },
 {
  "import": "github.com/confluentinc/confluent-kafka-go/v2/kafka",
  "why": "links librdkafka (bundled static archives)",
  "alternative": "github.com/twmb/franz-go, github.com/segmentio/kafka-go, github.com/IBM/sarama",
  "withoutCgo": "excluded",
  "on": "all"
 },
 {
  "import": "github.com/DataDog/zstd",
  "why": "wraps the zstd C library",
  "alternative": "github.com/klauspost/compress/zstd",
  "withoutCgo": "excluded",
  "on": "all"
 },
 {
  "import": "github.com/valyala/gozstd",
  "why": "wraps the zstd C library",
  "alternative": "github.com/klauspost/compress/zstd",
  "withoutCgo": "undefined-inside",
  "on": "all"
 },
 {
  "import": "github.com/google/gopacket/pcap",
  "why": "links libpcap",
  "alternative": "github.com/google/gopacket/pcapgo (files; EthernetHandle on Linux)",
  "withoutCgo": "undefined-inside",
  "on": "unix (Windows loads wpcap.dll without cgo)"
 },
 {
  "import": "github.com/google/gopacket/afpacket",
  "why": "AF_PACKET ring through C headers",
  "alternative": "github.com/mdlayher/packet",
  "withoutCgo": "undefined-inside",
  "on": "linux"
 },
 {
  "import": "github.com/gopacket/gopacket/pcap",
  "why": "links libpcap",
  "alternative": "github.com/gopacket/gopacket/pcapgo",
  "withoutCgo": "undefined-inside",
  "on": "unix (Windows loads wpcap.dll without cgo)"
 },
 {
  "import": "github.com/akrennmair/gopcap",
  "why": "links libpcap",
  "alternative": "github.com/gopacket/gopacket/pcapgo",
  "withoutCgo": "undefined-in-importer",
  "on": "all"
 },
 {
  "import": "github.com/google/gousb",
  "why": "links libusb-1.0",
  "withoutCgo": "undefined-inside",
  "on": "all"
 },
 {
  "import": "github.com/hanwen/usb",
  "why": "links libusb-1.0",
  "withoutCgo": "undefined-inside",
  "on": "all"
 },
 {
  "import": "github.com/h2non/bimg",
  "why": "links libvips",
  "alternative": "github.com/disintegration/imaging or golang.org/x/image/draw",
  "withoutCgo": "undefined-inside",
  "on": "all"
 },
 {
  "import": "github.com/davidbyttow/govips/v2/vips",
  "why": "links libvips",
  "alternative": "github.com/disintegration/imaging or golang.org/x/image/draw",
  "withoutCgo": "not-run",
  "on": "all"
 },
 {
  "import": "github.com/miekg/pkcs11",
  "why": "dlopen of a PKCS#11 module through C",
  "withoutCgo": "undefined-in-importer",
  "on": "all"
 },
 {
  "import": "github.com/ThalesIgnite/crypto11",
  "why": "imports github.com/miekg/pkcs11",
  "withoutCgo": "undefined-inside",
  "on": "all"
 },
 {
  "import": "github.com/coreos/go-systemd/v22/sdjournal",
  "why": "dlopen of libsystemd through C",
  "alternative": "run journalctl -o json",
  "withoutCgo": "excluded",
  "on": "all"
 },
 {
  "import": "github.com/coreos/go-systemd/v22/util",
  "why": "uses sd_pid_get_* through C when cgo is on; a !cgo stub file exists",
  "withoutCgo": "reduced",
  "on": "all"
 },
 {
  "import": "github.com/containerd/btrfs",
  "why": "links btrfs headers",
  "alternative": "github.com/dennwc/btrfs",
  "withoutCgo": "undefined-in-importer",
  "on": "linux"
 },
 {
  "import": "github.com/containerd/btrfs/v2",
  "why": "links btrfs headers",
  "alternative": "github.com/dennwc/btrfs",
  "withoutCgo": "undefined-in-importer",
  "on": "linux"
 },
 {
  "import": "github.com/containers/storage/drivers/btrfs",
  "why": "btrfs and libsubvol headers",
  "alternative": "build tag exclude_graphdriver_btrfs",
  "withoutCgo": "reduced",
  "on": "linux"
 },
 {
  "import": "go.podman.io/storage/drivers/btrfs",
  "why": "btrfs and libsubvol headers",
  "alternative": "build tag exclude_graphdriver_btrfs",
  "withoutCgo": "reduced",
  "on": "linux"
 },
 {
  "import": "github.com/proglottis/gpgme",
  "why": "links libgpgme",
  "alternative": "github.com/ProtonMail/go-crypto/openpgp (containers/image: build tag containers_image_openpgp)",
  "withoutCgo": "excluded",
  "on": "all"
 },
 {
  "import": "github.com/seccomp/libseccomp-golang",
  "why": "links libseccomp",
  "alternative": "github.com/elastic/go-seccomp-bpf",
  "withoutCgo": "excluded",
  "on": "linux"
 },
 {
  "import": "github.com/opencontainers/runc/libcontainer/nsenter",
  "why": "C constructor that runs before the Go runtime",
  "withoutCgo": "excluded",
  "on": "linux"
 },
 {
  "import": "github.com/bmatsuo/lmdb-go/lmdb",
  "why": "bundles LMDB",
  "alternative": "go.etcd.io/bbolt",
  "withoutCgo": "excluded",
  "on": "all"
 },
 {
  "import": "github.com/jmhodges/levigo",
  "why": "links LevelDB (C++)",
  "alternative": "github.com/syndtr/goleveldb/leveldb",
  "withoutCgo": "not-run",
  "on": "all"
 },
 {
  "import": "github.com/linxGnu/grocksdb",
  "why": "links RocksDB (C++)",
  "alternative": "github.com/cockroachdb/pebble",
  "withoutCgo": "not-run",
  "on": "all"
 },
 {
  "import": "github.com/tecbot/gorocksdb",
  "why": "links RocksDB (C++)",
  "alternative": "github.com/cockroachdb/pebble",
  "withoutCgo": "not-run",
  "on": "all"
 },
 {
  "import": "github.com/canonical/go-dqlite",
  "why": "links libdqlite",
  "withoutCgo": "excluded",
  "on": "all"
 },
 {
  "import": "crawshaw.io/sqlite",
  "why": "bundles the SQLite C amalgamation",
  "alternative": "zombiezen.com/go/sqlite",
  "withoutCgo": "excluded",
  "on": "all"
 },
 {
  "import": "github.com/go-llsqlite/crawshaw",
  "why": "bundles the SQLite C amalgamation",
  "alternative": "zombiezen.com/go/sqlite",
  "withoutCgo": "excluded",
  "on": "all"
 },
 {
  "import": "github.com/pebbe/zmq4",
  "why": "links libzmq",
  "alternative": "github.com/go-zeromq/zmq4",
  "withoutCgo": "undefined-inside",
  "on": "all"
 },
 {
  "import": "github.com/libvirt/libvirt-go",
  "why": "links libvirt",
  "alternative": "github.com/digitalocean/go-libvirt",
  "withoutCgo": "undefined-in-importer",
  "on": "all"
 },
 {
  "import": "libvirt.org/go/libvirt",
  "why": "links libvirt",
  "alternative": "github.com/digitalocean/go-libvirt",
  "withoutCgo": "undefined-in-importer",
  "on": "all"
 },
 {
  "import": "gopkg.in/lxc/go-lxc.v2",
  "why": "links liblxc",
  "withoutCgo": "undefined-in-importer",
  "on": "linux"
 },
 {
  "import": "github.com/msteinert/pam",
  "why": "links libpam",
  "withoutCgo": "excluded",
  "on": "all"
 },
 {
  "import": "github.com/chifflier/nfqueue-go/nfqueue",
  "why": "links libnetfilter_queue",
  "alternative": "github.com/florianl/go-nfqueue",
  "withoutCgo": "excluded",
  "on": "all"
 },
 {
  "import": "github.com/iovisor/gobpf/bcc",
  "why": "links libbcc",
  "alternative": "github.com/cilium/ebpf",
  "withoutCgo": "excluded",
  "on": "all"
 },
 {
  "import": "github.com/iovisor/gobpf/elf",
  "why": "bpf(2) through C headers",
  "alternative": "github.com/cilium/ebpf",
  "withoutCgo": "undefined-in-importer",
  "on": "linux"
 },
 {
  "import": "github.com/jochenvg/go-udev",
  "why": "links libudev",
  "alternative": "github.com/pilebones/go-udev",
  "withoutCgo": "excluded",
  "on": "linux"
 },
 {
  "import": "github.com/mesilliac/pulse-simple",
  "why": "links libpulse",
  "alternative": "github.com/jfreymuth/pulse",
  "withoutCgo": "excluded",
  "on": "all"
 },
 {
  "import": "github.com/vimeo/go-magic/magic",
  "why": "links libmagic",
  "alternative": "github.com/gabriel-vasile/mimetype",
  "withoutCgo": "undefined-inside",
  "on": "all"
 },
 {
  "import": "github.com/hillu/go-yara/v4",
  "why": "links libyara",
  "withoutCgo": "undefined-in-importer",
  "on": "all"
 },
 {
  "import": "github.com/go-enry/go-oniguruma",
  "why": "links oniguruma",
  "alternative": "standard regexp (go-enry uses it unless -tags oniguruma) or github.com/dlclark/regexp2",
  "withoutCgo": "undefined-in-importer",
  "on": "all"
 },
 {
  "import": "github.com/mendersoftware/openssl",
  "why": "links OpenSSL",
  "alternative": "crypto/tls",
  "withoutCgo": "undefined-inside",
  "on": "all"
 },
 {
  "import": "github.com/bep/golibsass/libsass",
  "why": "bundles LibSass (C++)",
  "alternative": "github.com/bep/godartsass/v2",
  "withoutCgo": "excluded",
  "on": "all"
 },
 {
  "import": "github.com/bep/gowebp/libwebp",
  "why": "bundles libwebp",
  "alternative": "golang.org/x/image/webp (decoding only)",
  "withoutCgo": "excluded",
  "on": "all"
 },
 {
  "import": "github.com/google/go-tspi/tspi",
  "why": "links TrouSerS (TPM 1.2)",
  "alternative": "github.com/google/go-tpm (TPM 2.0)",
  "withoutCgo": "excluded",
  "on": "all"
 },
 {
  "import": "github.com/go-piv/piv-go/v2/piv",
  "why": "links PC/SC (pcsclite)",
  "withoutCgo": "undefined-inside",
  "on": "unix (Windows uses syscalls)"
 },
 {
  "import": "pault.ag/go/ykpiv",
  "why": "links libykpiv",
  "withoutCgo": "undefined-inside",
  "on": "all"
 },
 {
  "import": "honnef.co/go/augeas",
  "why": "links libaugeas",
  "withoutCgo": "excluded",
  "on": "all"
 },
 {
  "import": "github.com/gotk3/gotk3/gtk",
  "why": "links GTK 3",
  "withoutCgo": "undefined-inside",
  "on": "all"
 },
 {
  "import": "github.com/gotk3/gotk3/glib",
  "why": "links GLib",
  "withoutCgo": "undefined-inside",
  "on": "all"
 },
 {
  "import": "github.com/libgit2/git2go/v34",
  "why": "links libgit2",
  "alternative": "github.com/go-git/go-git/v5",
  "withoutCgo": "not-run",
  "on": "all"
 },
 {
  "import": "gocv.io/x/gocv",
  "why": "links OpenCV (C++)",
  "withoutCgo": "not-run",
  "on": "all"
 },
 {
  "import": "github.com/alexbrainman/odbc",
  "why": "links unixODBC on unix",
  "withoutCgo": "not-run",
  "on": "unix (Windows calls odbc32.dll without cgo)"
 },
 {
  "import": "github.com/wasmerio/wasmer-go/wasmer",
  "why": "links the wasmer runtime",
  "alternative": "github.com/tetratelabs/wazero",
  "withoutCgo": "not-run",
  "on": "all"
 },
 {
  "import": "github.com/bytecodealliance/wasmtime-go",
  "why": "links the wasmtime runtime",
  "alternative": "github.com/tetratelabs/wazero",
  "withoutCgo": "not-run",
  "on": "all"
 },
 {
  "import": "rogchap.com/v8go",
  "why": "links V8 (C++)",
  "alternative": "github.com/dop251/goja",
  "withoutCgo": "not-run",
  "on": "all"
 },
 {
  "import": "github.com/google/brotli/go/cbrotli",
  "why": "links libbrotli",
  "alternative": "github.com/andybalholm/brotli",
  "withoutCgo": "not-run",
  "on": "all"
 },
 {
  "import": "github.com/NVIDIA/go-nvml/pkg/nvml",
  "why": "dlopen of libnvidia-ml through C",
  "withoutCgo": "not-run",
  "on": "linux"
 },
 {
  "import": "github.com/veandco/go-sdl2/sdl",
  "why": "links SDL2",
  "withoutCgo": "not-run",
  "on": "all"
 },
 {
  "import": "github.com/ceph/go-ceph/rados",
  "why": "links librados",
  "withoutCgo": "not-run",
  "on": "all"
 },
 {
  "import": "github.com/marcboeker/go-duckdb",
  "why": "links DuckDB (C++)",
  "withoutCgo": "not-run",
  "on": "all"
 },
 {
  "import": "github.com/otiai10/gosseract/v2",
  "why": "links Tesseract and Leptonica",
  "alternative": "run the tesseract binary",
  "withoutCgo": "not-run",
  "on": "all"
 },
 {
  "import": "github.com/ebfe/scard",
  "why": "links PC/SC (pcsclite)",
  "withoutCgo": "not-run",
  "on": "unix (Windows uses syscalls)"
 },
 {
  "import": "github.com/fsnotify/fsevents",
  "why": "macOS FSEvents framework",
  "alternative": "github.com/fsnotify/fsnotify",
  "withoutCgo": "not-run",
  "on": "darwin"
 },
 {
  "import": "github.com/rjeczalik/notify",
  "why": "macOS FSEvents framework",
  "alternative": "github.com/fsnotify/fsnotify",
  "withoutCgo": "reduced",
  "on": "darwin"
 },
 {
  "import": "github.com/yanyiwu/gojieba",
  "why": "bundles cppjieba (C++)",
  "alternative": "github.com/go-ego/gse",
  "withoutCgo": "not-run",
  "on": "all"
 },
 {
  "import": "github.com/pganalyze/pg_query_go/v6",
  "why": "bundles the PostgreSQL parser (C)",
  "alternative": "github.com/wasilibs/go-pgquery",
  "withoutCgo": "not-run",
  "on": "all"
 },
 {
  "import": "github.com/go-vgo/robotgo",
  "why": "C sources for input and screen",
  "withoutCgo": "not-run",
  "on": "all"
 },
 {
  "import": "github.com/getlantern/systray",
  "why": "GTK/appindicator on Linux, Cocoa on macOS",
  "alternative": "fyne.io/systray (D-Bus on Linux, no cgo there)",
  "withoutCgo": "not-run",
  "on": "linux, darwin"
 },
 {
  "import": "github.com/gordonklaus/portaudio",
  "why": "links PortAudio",
  "withoutCgo": "not-run",
  "on": "all"
 },
 {
  "import": "github.com/godror/godror",
  "why": "bundles ODPI-C (Oracle client)",
  "alternative": "github.com/sijms/go-ora/v2",
  "withoutCgo": "not-run",
  "on": "all"
 },
 {
  "import": "go.bug.st/serial/enumerator",
  "why": "IOKit on macOS",
  "withoutCgo": "not-run",
  "on": "darwin"
 },
 {
  "import": "github.com/tarm/serial",
  "why": "termios through C on unix; a !cgo file exists for linux",
  "withoutCgo": "reduced",
  "on": "unix"
 },
 {
  "import": "github.com/sstallion/go-hid",
  "why": "contains HIDAPI (C), which links libudev on Linux",
  "withoutCgo": "undefined-inside",
  "on": "all"
 },
 {
  "import": "github.com/yalue/onnxruntime_go",
  "why": "wraps the C API of onnxruntime",
  "withoutCgo": "excluded",
  "on": "all"
 },
 {
  "import": "github.com/daulet/tokenizers",
  "why": "links libtokenizers (Rust)",
  "withoutCgo": "excluded",
  "on": "all"
 },
 {
  "import": "github.com/tree-sitter/go-tree-sitter",
  "why": "contains tree-sitter (C)",
  "withoutCgo": "undefined-in-importer",
  "on": "all"
 },
 {
  "import": "github.com/mutecomm/go-sqlcipher",
  "why": "bundles SQLCipher (C)",
  "withoutCgo": "runtime-error",
  "on": "all"
 }
];
