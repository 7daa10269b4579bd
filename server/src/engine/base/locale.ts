/** Names of languages as systems and editors spell them: `de_AT.UTF-8`, `pt-br`, `C`. */

/** The environment's say about messages, in the order of POSIX: the first one that is set decides. */
const VARIABLES = ['LC_ALL', 'LC_MESSAGES', 'LANG'] as const;

/** The locale of an environment; empty where none is set. */
export function localeOf(env: Readonly<Record<string, string | undefined>>): string {
  for (const name of VARIABLES) if (env[name]) return env[name];
  return '';
}

/**
 * Names of the translations to look for, the closest first: `de_AT.UTF-8` gives de-at and de. They are in lower case, as VS Code names its own.
 * Empty for English, `C`, `POSIX` and what is no locale.
 */
export function translationsFor(locale: string): readonly string[] {
  const name = locale.replace(/[.@].*/s, '').replaceAll('_', '-');
  const parts = canonical(name)?.split('-') ?? [];
  if (parts.length === 0 || parts[0] === 'en' || name === 'C' || name === 'POSIX') return [];
  return parts.map((_, i) =>
    parts
      .slice(0, parts.length - i)
      .join('-')
      .toLowerCase(),
  );
}

function canonical(name: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(name)[0];
  } catch {
    return undefined;
  }
}
