/** How many commands of a script are followed: functions that call themselves would not end, and loops of thousands of scripts would take minutes. */
import { inProportion } from '../base/budgets.js';

/** For each character of the script, beside some that the shortest may run in loops: of 1,046 scripts of modules the hungriest takes a fifth. */
const COMMANDS_FOR_CHARACTER = 1 / 8;
const COMMANDS = { least: 1200, most: 5000 };

export class CommandBudget {
  private left: number;

  /** `length`: that of the script. */
  constructor(length: number) {
    this.left = inProportion(length, COMMANDS_FOR_CHARACTER, COMMANDS);
  }

  /** Takes one command more; false: it is not followed. */
  take(): boolean {
    return --this.left > 0;
  }

  /** Not all commands were followed. */
  get isSpent(): boolean {
    return this.left <= 0;
  }
}
