/** One thing that must be so before a city's data is served, and what to do when it is not. */
export interface StartCheck {
  readonly name: string;
  readonly isOk: boolean;
  /** In Japanese: what is wrong and what to do next; empty when all is well. Never a secret. */
  readonly advice: string;
}

export function checked(name: string, problem: string | null): StartCheck {
  return { name, isOk: problem === null, advice: problem ?? '' };
}

/** The list as it is printed: what is well in a line, what is not with what to do. */
export function checkLines(checks: readonly StartCheck[]): readonly string[] {
  return checks.map(({ name, isOk, advice }) => (isOk ? `✔ ${name}` : `✖ ${name}: ${advice}`));
}
