/** Reading ELF, Mach-O and PE files, and Go's build information in them. */
import assert from 'node:assert/strict';
import { type BinaryFacts, libcOf } from '../../src/engine/binary/binary.js';
import { parseModules, splitVersion } from '../../src/engine/binary/go-build-info.js';
import { say } from '../../src/engine/binary/words.js';
import { errorOf, program, programs } from '../support/binary-reading.js';
import { elf, fat, inlineBuildInfo, machO, pe, pointerBuildInfo } from '../support/binary-samples.js';

const GLIBC = '/lib64/ld-linux-x86-64.so.2';
const MUSL = '/lib/ld-musl-x86_64.so.1';

describe('ELF', () => {
  it('without interpreter is static', async () => {
    const facts = await program(elf({}));
    assert.deepEqual(
      [facts.kind, facts.os, facts.arch, facts.linkage, facts.interpreter, facts.libraries],
      ['program', 'linux', 'amd64', 'static', undefined, []],
    );
  });

  it('with interpreter is dynamic, with its libraries, paths and glibc version', async () => {
    const facts = await program(
      elf({
        interpreter: GLIBC,
        needed: ['libz.so.1', 'libc.so.6'],
        rpath: '/a:/b',
        runpath: '$ORIGIN/lib',
        versions: ['GLIBC_2.2.5', 'GLIBC_2.34', 'GLIBC_2.9', 'GLIBC_ABI_DT_RELR', 'GLIBC_PRIVATE'],
      }),
    );
    assert.equal(facts.linkage, 'dynamic');
    assert.equal(facts.interpreter, GLIBC);
    assert.deepEqual(facts.libraries, ['libz.so.1', 'libc.so.6']);
    assert.deepEqual([facts.rpath, facts.runpath], [['/a', '/b'], ['$ORIGIN/lib']]);
    assert.equal(facts.glibc, '2.34');
  });

  it('tells pie, static-pie and library apart', async () => {
    const of = async (parts: Parameters<typeof elf>[0]) => {
      const { kind, linkage } = await program(elf({ type: 3, ...parts }));
      return `${kind} ${linkage}`;
    };
    assert.equal(await of({ interpreter: GLIBC, isPie: true }), 'program dynamic');
    assert.equal(await of({ interpreter: GLIBC }), 'program dynamic');
    assert.equal(await of({ isPie: true }), 'program static-pie');
    assert.equal(await of({ needed: ['libc.so.6'] }), 'library dynamic');
  });

  it('reads 32 bits and the other byte order', async () => {
    const arm = await program(
      elf({ is64: false, machine: 40, interpreter: '/lib/ld-linux-armhf.so.3', needed: ['libc.so.6'], versions: ['GLIBC_2.4'] }),
    );
    assert.deepEqual([arm.arch, arm.interpreter, arm.libraries, arm.glibc], ['arm', '/lib/ld-linux-armhf.so.3', ['libc.so.6'], '2.4']);
    const s390x = await program(elf({ isLittle: false, machine: 22, interpreter: '/lib/ld64.so.1', needed: ['libc.so.6'] }));
    assert.deepEqual([s390x.arch, libcOf(s390x), s390x.libraries], ['s390x', 'glibc', ['libc.so.6']]);
    assert.equal((await program(elf({ isLittle: false, is64: false, machine: 8 }))).arch, 'mips');
  });
});

describe('the loader', () => {
  const of = (interpreter: string) => libcOf({ interpreter });
  it('belongs to a C library by its name', () => {
    for (const path of [
      GLIBC,
      '/lib/ld-linux.so.2',
      '/lib/ld-linux-aarch64.so.1',
      '/lib64/ld64.so.2',
      '/lib/ld-linux-riscv64-lp64d.so.1',
      '/lib/ld.so.1',
    ])
      assert.equal(of(path), 'glibc', path);
    for (const path of [MUSL, '/lib/ld-musl-aarch64.so.1']) assert.equal(of(path), 'musl', path);
    for (const path of ['/nix/store/x/lib/ld-linux-x86-64.so.2', '/lib/ld-uClibc.so.0', '/system/bin/linker64', '/opt/ld-musl-x86_64.so.1'])
      assert.equal(of(path), 'other', path);
  });
});

describe('Go build information', () => {
  const check = ({ go }: BinaryFacts, version: string) => {
    assert.equal(go?.version, version);
    assert.equal(go.path, 'example.com/app/cmd/app');
    assert.deepEqual(go.main, { path: 'example.com/app', version: 'v1.2.3' });
    assert.deepEqual(go.dependencies[1], {
      path: 'example.com/old',
      version: 'v1.0.0',
      replace: { path: 'example.com/new', version: 'v2.0.0' },
    });
    assert.equal(go.settings.get('-ldflags'), "-X 'main.v=a b'");
  };

  it('is read inline, as Go writes it since 1.18', async () => {
    check(await program(elf({ data: () => inlineBuildInfo('go1.26.8') })), 'go1.26.8');
    check(await program(machO(0x0100000c, () => inlineBuildInfo('go1.26.8'))), 'go1.26.8');
    check(await program(pe(['kernel32.dll'], () => inlineBuildInfo('go1.26.8'))), 'go1.26.8');
  });

  it('is read through pointers, as Go wrote it before', async () => {
    check(await program(elf({ data: a => pointerBuildInfo('go1.16.2', a, 8, true) })), 'go1.16.2');
    check(await program(elf({ isLittle: false, machine: 22, data: a => pointerBuildInfo('go1.17', a, 8, false) })), 'go1.17');
    check(await program(elf({ is64: false, machine: 3, data: a => pointerBuildInfo('go1.13', a, 4, true) })), 'go1.13');
    check(await program(machO(0x01000007, a => pointerBuildInfo('go1.16', a, 8, true))), 'go1.16');
    check(await program(pe([], a => pointerBuildInfo('go1.16', a, 8, true))), 'go1.16');
  });

  it('is found where a chunk of the search ends', async () => {
    const start = elf({}).length;
    for (let split = 1; split < 16; split++) {
      const data = Buffer.concat([Buffer.alloc(2 ** 18 - start - split, 0xff), inlineBuildInfo('go1.26.8')]);
      assert.equal((await program(elf({ data: () => data }))).go?.version, 'go1.26.8', String(split));
    }
  });

  it('is none when it is damaged', async () => {
    const cut = inlineBuildInfo('go1.26.8').subarray(0, 36);
    assert.equal((await program(elf({ data: () => cut }))).go, undefined);
    assert.equal((await program(elf({ data: () => inlineBuildInfo('\x01\x02') }))).go, undefined);
    assert.equal((await program(elf({ data: a => pointerBuildInfo('go1.16', a + 2 ** 30, 8, true) }))).go, undefined);
  });

  it('may lack modules', async () => {
    const { go } = await program(elf({ data: () => inlineBuildInfo('go1.26.8', '') }));
    assert.deepEqual([go?.version, go?.path, go?.settings.size], ['go1.26.8', '', 0]);
  });

  it('names experiments in both spellings', () => {
    assert.deepEqual(splitVersion('go1.23.5 X:fieldtrack'), { version: 'go1.23.5', experiments: ['fieldtrack'] });
    assert.deepEqual(splitVersion('go1.26.10-X:fieldtrack,nojsonv2'), { version: 'go1.26.10', experiments: ['fieldtrack', 'nojsonv2'] });
    assert.deepEqual(splitVersion('devel go1.28-0123abc Mon Jan 5').experiments, []);
  });

  it('keeps settings with equal signs and quotes', () => {
    const { settings } = parseModules('build\tDefaultGODEBUG=a=1,b=2\nbuild\t-gcflags=all=-N -l\nbuild\t"a=b"="c\\"d"\n');
    assert.deepEqual(
      [...settings],
      [
        ['DefaultGODEBUG', 'a=1,b=2'],
        ['-gcflags', 'all=-N -l'],
        ['a=b', 'c"d'],
      ],
    );
  });
});

describe('Mach-O and PE', () => {
  it('reads a thin file', async () => {
    const facts = await program(machO(0x0100000c));
    assert.deepEqual(
      [facts.format, facts.os, facts.arch, facts.linkage, facts.interpreter],
      ['Mach-O', 'darwin', 'arm64', 'dynamic', '/usr/lib/dyld'],
    );
    assert.deepEqual([facts.libraries, facts.rpath], [['/usr/lib/libSystem.B.dylib'], ['@loader_path/lib']]);
  });

  it('reads every part of a fat file', async () => {
    const info = () => inlineBuildInfo('go1.26.8');
    const all = await programs(fat(machO(0x01000007, info), machO(0x0100000c, info)));
    assert.deepEqual(
      all.map(p => `${p.arch} ${p.go?.version}`),
      ['amd64 go1.26.8', 'arm64 go1.26.8'],
    );
  });

  it('reads imported DLLs', async () => {
    const facts = await program(pe(['kernel32.dll', 'ws2_32.dll']));
    assert.deepEqual([facts.format, facts.os, facts.arch, facts.libraries], ['PE', 'windows', 'amd64', ['kernel32.dll', 'ws2_32.dll']]);
  });
});

describe('any other file', () => {
  it('is named', async () => {
    assert.deepEqual(await errorOf(''), say.empty);
    assert.deepEqual(await errorOf('#!/bin/bash -e\necho\n'), say.script({ program: '/bin/bash' }));
    assert.deepEqual(await errorOf('#!/bin/sh\r\necho\r\n'), say.scriptWithCarriageReturn({ program: '/bin/sh' }));
    assert.deepEqual(await errorOf('\x1f\x8b\x08\x00aaaaaaaaaaa'), say.gzip);
    assert.deepEqual(await errorOf('\xca\xfe\xba\xbe\x00\x00\x00\x41aaaaaaaaaa'), say.javaClass);
    assert.deepEqual(await errorOf('\x00asm\x01\x00\x00\x00'), say.webAssembly);
    assert.deepEqual(await errorOf('hello'), say.notBinary);
    assert.deepEqual(await errorOf('x'), say.notBinary);
  });

  it('that ends early or lies is an error that says where', async () => {
    const whole = elf({ interpreter: GLIBC, needed: ['libc.so.6'], versions: ['GLIBC_2.34'] });
    assert.deepEqual(await errorOf(whole.subarray(0, 4)), say.notBinary);
    for (const size of [16, 40]) assert.deepEqual(await errorOf(whole.subarray(0, size)), say.endsBefore({ part: 'ELF header' }));
    assert.deepEqual(await errorOf(whole.subarray(0, 100)), say.endsBefore({ part: 'program headers' }));
    assert.deepEqual(await errorOf(whole.subarray(0, 1100)), say.endsBefore({ part: 'dynamic section' }));
    assert.deepEqual(await errorOf(elf({ interpreter: '\x7fELF' })), say.interpreterNotPath);
    const many = Buffer.from(whole);
    many.writeUInt16LE(65_535, 56);
    assert.deepEqual(await errorOf(many), say.damaged({ part: 'program headers' }));
  });
});
