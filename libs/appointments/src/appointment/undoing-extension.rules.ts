import { Conflict, formatDateShort, type LocalDate } from '@app/platform';

interface Extended {
  readonly oldEnd: LocalDate;
  readonly newEnd: LocalDate;
  /** A letter was issued that says the later end. */
  readonly hasLetter: boolean;
}

/** Why an extension cannot be taken back any more; null as long as it can. */
export function undoingRefusal(
  { oldEnd, newEnd, hasLetter }: Extended,
  today: LocalDate,
): Conflict | null {
  if (hasLetter)
    return new Conflict(
      'appointment.letter_since',
      `延長後の終わり(${formatDateShort(newEnd)})で書面を発行しているため、延長を取り消せません。ここで終えるときは「任命を終了する」を使ってください。`,
    );
  if (today <= oldEnd) return null;
  return new Conflict(
    'appointment.extension_begun',
    `もとの任期の終わり(${formatDateShort(oldEnd)})を過ぎ、延長した期間に入っているため、延長を取り消せません。ここで終えるときは「任命を終了する」を使ってください。`,
  );
}
