/** Something wrong in a file, told so that a person can find it: line 1 is the first line. */
export interface CsvProblem {
  readonly line: number;
  /** The heading of the column, where one can be named. */
  readonly column?: string;
  /** Of a record that is not as wide as the heading: what stands where, by the headings, to know of whom it may be. */
  readonly cells?: Readonly<Record<string, string>>;
  readonly reason: string;
}
