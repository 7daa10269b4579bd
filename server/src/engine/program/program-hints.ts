/** By which words a program may need a file of its machine, and by which it may bring that file itself. */
import type { GoModFacts } from '../builds/go-mod.js';
import type { FileNeed } from '../go/package/file-uses.js';

export interface TextHints {
  readonly needs: readonly FileNeed[];
  /** What the program may do without, because it brings its own or handles the lack. */
  readonly silences: readonly FileNeed[];
  /** Some client of the program may trust other certificates; what goes through http.DefaultClient does not. */
  readonly hasOwnTrust: boolean;
}

const OWN_TRUST = /InsecureSkipVerify|RootCAs|\bx509\.|\bTLSClientConfig\b|DialTLS/;

interface FileNeedWords {
  /** Stands in every file with such a call. */
  readonly word: RegExp;
  /** Anywhere in the program: it may bring its own. */
  readonly own: RegExp;
  /** Whether the text that decides is one that surely needs the file. `open`: more follows. */
  decides(text: string, open: boolean): boolean;
}

/** A host that answers with a certificate of a public authority, as far as a name tells. */
const PUBLIC_URL = /^https:\/\/(?:[\w-]+\.)+([a-z]{2,})(?::\d+)?(?:[/?#]|$)/i;
const PRIVATE = new Set('local localhost localdomain internal intranet private corp home lan svc cluster test invalid'.split(' '));

function isPublicUrl(text: string, open: boolean): boolean {
  const found = PUBLIC_URL.exec(text);
  return found !== null && !PRIVATE.has(found[1]!.toLowerCase()) && !(open && found[0].length === text.length && !/[/?#]$/.test(text));
}

export const FILE_NEEDS: Readonly<Record<FileNeed, FileNeedWords>> = {
  certificates: {
    word: /https:\/\//,
    own: /SetFallbackRoots|SSL_CERT_|RegisterProtocol|\bhttp\.DefaultTransport\b|\bhttp\.DefaultClient(?:\.Transport)?\s*=[^=]/,
    decides: isPublicUrl,
  },
  'time zones': {
    word: /\bLoadLocation\b/,
    own: /\bFixedZone\b|ZONEINFO|tzdata|LoadLocationFromTZData/,
    decides: (text, open) => !open && /^[A-Z][A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)*$/.test(text) && text !== 'UTC' && text !== 'Local',
  },
  'temporary folder': {
    word: /\b(?:CreateTemp|MkdirTemp|TempFile|TempDir)\b/,
    own: /TMPDIR|"\/tmp\/?"|MkdirAll\(os\.TempDir\(\)/,
    decides: (text, open) => !open && text === '',
  },
  uploads: {
    word: /\b(?:FormFile|ParseMultipartForm|MultipartForm)\b/,
    // A limit may be smaller than what is kept in memory.
    own: /TMPDIR|"\/tmp\/?"|MkdirAll\(os\.TempDir\(\)|MaxBytesReader|MaxBytesHandler|BodyLimit/,
    decides: () => true,
  },
  // Many ask for the user only where the home folder is not known, and the runtime of containers sets HOME.
  users: { word: /"os\/user"/, own: /(?:env|Env)\("(?:HOME|USER)"|\bUserHomeDir\b/, decides: () => true },
};
const NEEDS = Object.keys(FILE_NEEDS) as FileNeed[];

/** Hints of files, remembered while their texts are the same. */
export class ProgramHints {
  private readonly known = new Map<string, { readonly text: string; readonly hints: TextHints }>();

  constructor(private readonly textOf: (path: string) => string | undefined) {}

  /** Undefined until `read`. */
  get(path: string): TextHints | undefined {
    const known = this.known.get(path);
    return known && known.text === this.textOf(path) ? known.hints : undefined;
  }

  read(path: string): TextHints {
    const known = this.get(path);
    if (known) return known;
    const text = this.textOf(path) ?? '';
    const hints = {
      needs: NEEDS.filter(need => FILE_NEEDS[need].word.test(text)),
      silences: NEEDS.filter(need => FILE_NEEDS[need].own.test(text)),
      hasOwnTrust: OWN_TRUST.test(text),
    };
    this.known.set(path, { text, hints });
    return hints;
  }
}

/** Modules that carry certificates. */
const ROOTS = /(?:^|\/)(?:x509roots(?:\/fallback)?|rootcerts(?:\/\w+)?|gocertifi|go-rootcerts)$/;

/**
 * False when the program may have certificates in it. From Go 1.17 on go.mod names every module of the build, so one that it does not name is
 * not there.
 */
export function needsCertificates(module: GoModFacts, imports: ReadonlySet<string>): boolean {
  const minor = module.go?.version.minor ?? 0;
  if (minor < 17 && module.requires.length > 0) return false;
  return !module.requires.some(r => ROOTS.test(r.path)) && ![...imports].some(path => ROOTS.test(path));
}
