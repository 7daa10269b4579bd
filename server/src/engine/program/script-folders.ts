/** Whether a script may go on in a folder outside of the module that it lies in. */

/** Its own place, or that of the repository. */
const OWN = ['$0', '${0', 'BASH_SOURCE', '--show-toplevel'];

/** True where it changes to a folder that is not the script's own or one above it, or clones a repository. */
export function mayLeaveModule(text: string): boolean {
  const lines = text.split('\n').map(line => line.trim());
  if (lines.some(line => line.includes('git clone') || line.includes('go -C ') || line.includes('go build -C '))) return true;
  const values = assigned(lines);
  return lines.some(line => foldersIn(line).some(folder => !isOwn(folder, values)));
}

/** What each variable is given first. */
function assigned(lines: readonly string[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of lines) {
    const [, name, value] = /^(?:(?:export|readonly|local)\s+)?(\w+)=(.*)/.exec(line) ?? [];
    if (name !== undefined && !values.has(name)) values.set(name, value!);
  }
  return values;
}

/** What follows `cd` and `pushd` in a line. */
function foldersIn(line: string): string[] {
  if (line.startsWith('#')) return [];
  const words = line.split(/[\s;&|({]+/);
  const at = words.findIndex(word => word === 'cd' || word === 'pushd');
  return at < 0 ? [] : [words.slice(at + 1).join(' ')];
}

/** `"$(dirname "$0")/.."`, or a variable that holds it. */
function isOwn(folder: string, values: ReadonlyMap<string, string>): boolean {
  if (OWN.some(place => folder.includes(place))) return !/\/[\w$]/.test(folder);
  const name = /^"?\$\{?(\w+)\}?"?(?:\s|$)/.exec(folder)?.[1];
  const value = name === undefined ? undefined : values.get(name);
  return value !== undefined && OWN.some(place => value.includes(place)) && !/\/[\w$]/.test(value);
}
