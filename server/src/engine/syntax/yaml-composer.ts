/** The library's composer as it is used here. */
import { Composer } from 'yaml';

const OPTIONS = { logLevel: 'silent', uniqueKeys: false, prettyErrors: false, strict: false } as const;

/** Errors that are told to the composer: for us one is as good as many, and the library makes an exception of each, with its stack. */
export const MAX_ERRORS = 10;

type OnError = (...what: unknown[]) => void;

/** A composer that tells the first errors only. */
export function newComposer(): Composer {
  const composer = new Composer(OPTIONS);
  // Private to the types of the library; a test of many errors fails where it is called otherwise.
  const inner = composer as unknown as { onError: OnError };
  const tell = inner.onError;
  let told = 0;
  inner.onError = (...what) => {
    if (told++ < MAX_ERRORS) tell(...what);
  };
  return composer;
}
