/** Something wrong in a file, told so that a person can find it: line 1 is the first line. */
export interface CsvProblem {
  readonly line: number;
  /** The heading of the column, where one can be named. */
  readonly column?: string;
  readonly reason: string;
}
