/** What is said of a file that cannot be read as a program. `{part}` is the name of a part as the format's documentation has it. */
import { messages } from '../base/message.js';

export const say = messages('binary', {
  empty: 'The file is empty.',
  notBinary: 'This is not an ELF, Mach-O or PE file.',
  script: 'This is a script for `{program}`, not a binary.',
  scriptWithCarriageReturn:
    'This is a script for `{program}` with Windows line endings: Linux looks for `{program}\\r` and says “no such file or directory”.',
  webAssembly: 'This is a WebAssembly module, not an ELF, Mach-O or PE program.',
  javaClass: 'This is a Java class, not an ELF, Mach-O or PE program.',
  objectArchive: 'This is an archive of object files (.a or .deb), not an ELF, Mach-O or PE program.',
  gzip: 'This is a gzip archive, not an ELF, Mach-O or PE program.',
  zip: 'This is a zip archive, not an ELF, Mach-O or PE program.',
  bzip2: 'This is a bzip2 archive, not an ELF, Mach-O or PE program.',
  xz: 'This is an xz archive, not an ELF, Mach-O or PE program.',
  zstd: 'This is a zstd archive, not an ELF, Mach-O or PE program.',
  dosProgram: 'This is a DOS program, not an ELF, Mach-O or PE program.',
  goObject: 'This is a Go object file, not an ELF, Mach-O or PE program.',
  damaged: 'The file looks like a binary, but its {part} cannot be read.',
  tooLong: 'The file looks like a binary, but its {part} cannot be read: the length is given as {length} bytes.',
  endsBefore: 'The file looks like a binary, but it ends before its {part}.',
  endsWithin: 'The file looks like a binary, but it ends within its {part}.',
  endsWithinHeader: 'The file looks like a binary, but it ends within a header.',
  textWithoutEnd: 'The file looks like a binary, but a text in its {part} has no end.',
  overlaps: 'The file looks like a binary, but its parts overlap too often.',
  interpreterNotPath: 'The file looks like a binary, but its interpreter is not a path, as in a file of debug information.',
  elfType: 'The file looks like a binary, but its ELF type {type} is unknown.',
  machOType: 'The file looks like a binary, but its Mach-O type {type} is unknown.',
  sliceNotMachO: 'The file looks like a binary, but one of its slices is not a Mach-O file.',
});
