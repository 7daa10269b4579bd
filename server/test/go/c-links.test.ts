/** What `#cgo` lines link. */
import assert from 'node:assert/strict';
import { readCLinks } from '../../src/engine/go/package/c-links.js';

const links = (...lines: readonly string[]) => readCLinks(`package p\n\n/*\n${lines.join('\n')}\n*/\n`);

describe('what #cgo lines link', () => {
  it('is named by flags of the linker and by pkg-config', () => {
    assert.deepEqual(links('#cgo LDFLAGS: -lpcap -lm', '#cgo pkg-config: libzmq', '#include <zmq.h>'), ['-lpcap', '-lm', 'libzmq']);
    assert.deepEqual(readCLinks('package p\n\n// #cgo pkg-config: libsystemd\n// #include <x.h>\n'), ['libsystemd']);
    assert.deepEqual(links('#cgo CFLAGS: -I/usr/include -DLDFLAGS', '#include <pcap.h>'), []);
  });

  it('is what Linux asks for', () => {
    assert.deepEqual(links('#cgo linux LDFLAGS: -lusb-1.0', '#cgo windows LDFLAGS: -lwpcap', '#cgo !windows,!darwin LDFLAGS: -ludev'), [
      '-lusb-1.0',
      '-ludev',
    ]);
  });

  it('is unknown where a tag, a folder of its own or an archive decides', () => {
    assert.equal(links('#cgo !static LDFLAGS: -lpcap'), undefined);
    assert.equal(links('#cgo linux,arm64 LDFLAGS: -lpcap'), undefined);
    assert.equal(links('#cgo LDFLAGS: -L$SRCDIR/lib -lpcap'), undefined);
    assert.equal(links('#cgo LDFLAGS: -Wl,-Bstatic -lpcap'), undefined);
    assert.equal(links('#cgo LDFLAGS: /usr/lib/libpcap.a'), undefined);
    assert.equal(links('#cgo pkg-config: --static libzmq'), undefined);
  });
});
