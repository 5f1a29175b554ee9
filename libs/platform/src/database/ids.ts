import { NotFound } from '../errors/errors';
import { isUuid } from './uuid';

/**
 * The id of a thing of one kind: an id of a unit is not taken where one of a person is wanted. Plain text is accepted,
 * because ids come from addresses and rows; `idOf` is the door for the former.
 */
export type Id<Kind extends string> = string & { readonly __kind?: Kind };

export type PersonId = Id<'person'>;
export type OrgUnitId = Id<'org_unit'>;
export type AccountId = Id<'account'>;
export type CourseId = Id<'course'>;
export type AssignmentId = Id<'assignment'>;
export type EnrollmentId = Id<'enrollment'>;
export type AppointmentId = Id<'appointment'>;
export type NominationId = Id<'nomination'>;
export type RoleVersionId = Id<'role_version'>;
export type CertificationVersionId = Id<'certification_version'>;
export type AppointmentBatchId = Id<'appointment_batch'>;
export type LetterBatchId = Id<'letter_batch'>;
export type RecordId = Id<'certification_record'>;
export type EntryBatchId = Id<'certificate_entry_batch'>;
export type PublicationId = Id<'figure_publication'>;
export type FileOrderId = Id<'file_order'>;
export type ReportScheduleId = Id<'report_schedule'>;
export type CorrectionId = Id<'certification_correction'>;

/**
 * An id out of an address or a form, in the one form in which the database writes it (lower case): two spellings of an
 * id must not pass for two things. What is no id names nothing, so it is NotFound and never a database error.
 */
export function idOf<Kind extends string>(text: string): Id<Kind> {
  if (!isUuid(text)) throw new NotFound();
  return text.toLowerCase();
}
