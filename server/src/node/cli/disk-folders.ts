/** The folders on disk as one run sees them: each is listed once, however many walks lead through it. */
import { type Dirent, readdirSync } from 'node:fs';
import { baseName, dirName } from '../../engine/base/paths.js';
import { type Language, languageOf } from '../../engine/builds/kinds.js';
import { onDisk } from '../host/odd-names.js';
import { atOnce } from '../host/steps.js';
import type { LeftOut } from './left-out.js';
import { errorCode } from './refused.js';

/** A folder in a folder, or what is called like a file that is read. */
export interface FolderEntry {
  readonly name: string;
  readonly path: string;
  readonly kind: 'folder' | 'file' | 'link' | 'other';
  /** Undefined of a folder. */
  readonly language: Language | undefined;
}

/** What stands in a folder, or what the system calls the reason that it cannot be listed. */
export type Listing = { readonly entries: readonly FolderEntry[]; readonly error?: string };

/** Asks the disk. */
export type ListFolder = (dir: string) => Listing;

/** Of one run, and no longer: what comes into a folder after it has been listed is not seen. */
export class DiskFolders {
  private readonly listings = new Map<string, Listing>();
  private readonly names = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly listFolder: ListFolder = listFolderOnDisk,
    /** What a walk passes by. */
    readonly leftOut?: LeftOut,
  ) {}

  list(dir: string): Listing {
    const known = this.listings.get(dir) ?? this.listFolder(dir);
    this.listings.set(dir, known);
    return known;
  }

  /** False of a file that is not in its folder, which has been listed. */
  mayHave(path: string): boolean {
    const dir = dirName(path);
    const known = this.listings.get(dir);
    if (known === undefined || known.error !== undefined || languageOf(path) === undefined) return true;
    const names = this.names.get(dir) ?? new Set(known.entries.map(e => spelledAlike(e.name)));
    this.names.set(dir, names);
    return names.has(spelledAlike(baseName(path)));
  }
}

/** Equal for names that some disk takes for the same: in small and large letters, with accents in one sign or two. */
function spelledAlike(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

export function listFolderOnDisk(dir: string): Listing {
  try {
    const found = readdirSync(atOnce(onDisk(dir)), { withFileTypes: true });
    const start = dir.endsWith('/') ? dir : `${dir}/`;
    return { entries: found.flatMap(entry => entryOf(entry, start + entry.name) ?? []) };
  } catch (error) {
    return { entries: [], error: errorCode(error) };
  }
}

function entryOf(entry: Dirent, path: string): FolderEntry | undefined {
  const { name } = entry;
  if (entry.isDirectory()) return { name, path, kind: 'folder', language: undefined };
  const language = languageOf(path);
  if (language === undefined) return undefined;
  return { name, path, language, kind: entry.isFile() ? 'file' : entry.isSymbolicLink() ? 'link' : 'other' };
}
