/** What the guide for messages asks of a text, as far as a program can tell. */

/** Words that Go programmers do not use for what is meant, history, politeness. */
const BANNED: readonly (readonly [RegExp, string])[] = [
  [/\b(?:goes|go|went|going) wrong\b/i, 'say what fails or is broken'],
  [/\b(?:stands?|standing)\b(?! (?:for|alone)\b)/i, '“stands”: say is, reports or remains'],
  [/\b(?:comes?|came) to\b/i, '“comes to”: say is'],
  [/\b(?:takes?|taking|took)\b[^.;,]*\baway\b/i, '“takes away”: say removes or disables'],
  [/\b(?:brings?|brought|bringing)\b/i, '“brings”: say has, ships or adds'],
  [/\bspeaks? (?:of|about)\b/i, '“speaks of”: say reports or is about'],
  [/\bof no use\b/i, '“is of no use”: say has no effect'],
  [/(?<!\bthere )\b(?:is|are) no\b(?! longer)/i, '“is no”: say is not'],
  [/\bany ?more\b/i, '“any more”: say no longer'],
  [/\bwithout a word\b/i, '“without a word”: say silently'],
  [/\b(?:each|every|per|one|the|of the) turns?\b/i, '“turn”: say iteration'],
  [/\b(?:each|every|per|one) pass\b/i, '“pass”: say iteration'],
  [/\bplease\b/i, 'no “please”'],
  [/\w!(?!=)/, 'no exclamation mark'],
];

const MOST_WORDS = 20;

/** Problems of any text that a reader sees, title, heading or sentence. A text that begins with a line break is help alone. */
export function textProblems(text: string): string[] {
  const prose = withoutCode(text);
  return [
    ...(text === '' ? ['empty'] : []),
    ...(linesOf(text).some(line => line !== line.trim() || line === '') ? ['blanks at the begin or end of a line'] : []),
    ...(count(text, /(?<!\\)`/g) % 2 === 0 ? [] : ['backquotes do not balance']),
    ...(count(text, /“/g) === count(text, /”/g) ? [] : ['quotes do not balance']),
    ...BANNED.filter(([words]) => words.test(prose)).map(([, advice]) => advice),
  ];
}

/** Problems of a text of a rule, by its key: `…Fix` is the title of a fix, `step…` a step; any other is a finding's sentence. */
export function ruleTextProblems(key: string, text: string): string[] {
  const problems = textProblems(text);
  const lines = linesOf(text);
  const isHelp = text.startsWith('\n');
  if (key.endsWith('Fix')) {
    if (/[.!?]$/.test(text) || lines.length > 1) problems.push('the title of a fix is one phrase without a full stop');
    return problems;
  }
  if (lines.length > (isHelp ? 1 : 2)) problems.push('more than one line of help');
  for (const [i, line] of lines.entries()) if (!isSentence(line, i === 0 && !isHelp ? 3 : 2)) problems.push(`not a full sentence: ${line}`);
  const words = wordsOf(firstSentence(lines[0]!));
  if (!isHelp && words > MOST_WORDS) problems.push(`the first sentence has ${words} words; at most ${MOST_WORDS}`);
  return problems;
}

/** Names of the arguments that a text takes. */
export function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(m => m[1]!))].sort();
}

/** Code and quoted texts count as one word each. */
function withoutCode(text: string): string {
  return text.replace(/`[^`]*`/g, 'code').replace(/“[^”]*”/g, 'quote');
}

function firstSentence(line: string): string {
  return withoutCode(line).split(/(?<=[.?])\s/)[0]!;
}

const linesOf = (text: string): string[] => text.replace(/^\n/, '').split('\n');
const wordsOf = (text: string): number => text.split(/\s+/).filter(word => /\w/.test(word)).length;
const count = (text: string, what: RegExp): number => text.match(what)?.length ?? 0;

export function isSentence(text: string, fewestWords = 3): boolean {
  // Lower case may begin a sentence only as code or a name: `sync.Pool`, x.Put, go.mod, {name}.
  const begins = !/^[a-z]/.test(text) || /^\S*[.()_[\]A-Z0-9]\S*\s/.test(text);
  return begins && /[.?]["”)]?$/.test(text) && text.split(/\s+/).length >= fewestWords;
}
