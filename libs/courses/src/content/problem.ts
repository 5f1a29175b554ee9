/** Something wrong in a course file, in words for its author. */
export interface Problem {
  /** Path below the folder of all courses. */
  readonly file: string;
  readonly line: number | null;
  readonly reason: string;
}

/** `ai-use/course.yaml:3: 理由` */
export function problemText(problem: Problem): string {
  const line = problem.line === null ? '' : `:${String(problem.line)}`;
  return `${problem.file}${line}: ${problem.reason}`;
}
