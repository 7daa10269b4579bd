/** What texts of declarations say of something that is looked for, each asked once. An edit leaves most of a file as it was. */

interface Answered<Answer> {
  readonly text: string;
  readonly answer: Answer;
}

/** `Sought`: what is looked for, the same object as long as it is the same. */
export class AskedTexts<Declaration extends object, Sought extends object, Answer> {
  private readonly known = new WeakMap<Sought, WeakMap<Declaration, Answered<Answer>>>();

  constructor(private readonly ask: (declaration: Declaration, sought: Sought) => Answer) {}

  /** `text`: that of the declaration now. */
  of(declaration: Declaration, text: string, sought: Sought): Answer {
    let answers = this.known.get(sought);
    if (!answers) {
      answers = new WeakMap();
      this.known.set(sought, answers);
    }
    const before = answers.get(declaration);
    if (before?.text === text) return before.answer;
    const answer = this.ask(declaration, sought);
    answers.set(declaration, { text, answer });
    return answer;
  }
}

/** The names that were looked for before, where they are the same: what was found with them is kept by them. */
export function sameNames(before: ReadonlySet<string> | undefined, now: ReadonlySet<string>): ReadonlySet<string> {
  if (before?.size !== now.size) return now;
  for (const name of now) if (!before.has(name)) return now;
  return before;
}
