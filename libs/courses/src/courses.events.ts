/** A person finished a course in a cycle for the first time. Emitted in the transaction that stores it. */
export class CourseCompleted {
  constructor(
    readonly enrollmentId: string,
    readonly personId: string,
    readonly courseId: string,
    readonly completedAt: Date,
  ) {}
}
