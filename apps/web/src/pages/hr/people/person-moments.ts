import type { PersonSight } from '@app/access';
import { type AppointmentRow, roleTitle, NOT_ANNOUNCED, PAPER_WORDS } from '@app/appointments';
import { type PersonCertificateRow, shownValidityOn, VALIDITY_WORDS } from '@app/certifications';
import {
  ABSENCE_WORDS,
  EMPLOYMENT_TYPE_WORDS,
  type EmploymentRow,
  type NameRow,
  type NumberRow,
  POSTING_KIND_WORDS,
  type PostingRow,
  type StatusRow,
} from '@app/organization';
import { addDays, formatDateShort, type LocalDate, words } from '@app/platform';
import { moment, type MomentView } from '../../../shell/parts/facts';
import { stateChip, tag } from '../../../shell/signs';
import { appointmentChip, termText } from '../../office/appointments/appointment-words';
import { certificateLink, roleRemark } from './person-record-sections';

/** One point of the time line, and the day that gives it its place. */
export interface PersonMoment {
  readonly from: LocalDate;
  readonly view: MomentView;
}

/** Before this day nothing was recorded: a row from so far back holds since the beginning of our records. */
const RECORDS_BEGIN: LocalDate = '1900-01-01';

interface Dated {
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
  /** 後から登録; names and numbers do not tell. */
  readonly recordedLateOn?: LocalDate | null;
}

/** Something that holds from a day on: what else is to be said of it, its end and that it was recorded late below. */
function datedMoment(
  row: Dated,
  today: LocalDate,
  title: string,
  more: { readonly tag: MomentView['tag']; readonly details: readonly string[] },
): PersonMoment {
  const { validFrom, validTo, recordedLateOn = null } = row;
  const told = [
    ...more.details,
    ...(validTo === null || validTo < RECORDS_BEGIN
      ? []
      : [`${formatDateShort(addDays(validTo, -1))}まで`]),
    ...(validFrom > today ? ['予定'] : []),
    ...(recordedLateOn === null || validFrom > today
      ? []
      : [`後から登録 ${formatDateShort(recordedLateOn)}`]),
  ];
  const text = told.filter((it) => it !== '').join('、');
  return {
    from: validFrom,
    view: moment(startOf(validFrom, validTo), title, { tag: more.tag, text }),
  };
}

/** A number that was given up with a joining and had no day of its own stands before all days. */
function startOf(
  from: LocalDate,
  to: LocalDate | null = null,
): readonly [day: string, text: string] {
  if (from >= RECORDS_BEGIN) return [from, formatDateShort(from)];
  return ['', to !== null && to < RECORDS_BEGIN ? 'つなぐ前の番号' : '登録当初から'];
}

export function postingMoment(row: PostingRow, today: LocalDate): PersonMoment {
  const post = row.postTitle === '' ? '職名なし' : row.postTitle;
  const details = [
    row.isManagerial ? `${post}(${words.unitHead})` : post,
    row.kind === 'primary' ? '' : POSTING_KIND_WORDS[row.kind],
  ];
  return datedMoment(row, today, `${row.unitName}(${row.unitCode})`, {
    tag: tag('posting'),
    details,
  });
}

export function absenceMoment(row: StatusRow, today: LocalDate): PersonMoment {
  return datedMoment(row, today, ABSENCE_WORDS[row.status], { tag: tag('absence'), details: [] });
}

export function employmentMoment(row: EmploymentRow, today: LocalDate): PersonMoment {
  const title = EMPLOYMENT_TYPE_WORDS[row.employmentType];
  return datedMoment(row, today, title, { tag: tag('employment'), details: [] });
}

/** What the person was called and numbered; one name and one number stand above and are no event. */
export function namingMoments(
  {
    names,
    numbers,
  }: { readonly names: readonly NameRow[]; readonly numbers: readonly NumberRow[] },
  today: LocalDate,
): readonly PersonMoment[] {
  const called = withoutRepeats(names);
  return [
    ...(called.length < 2 ? [] : called).map((row) =>
      datedMoment(row, today, row.name, {
        tag: tag('name'),
        details: [row.kana === '' ? 'フリガナの登録なし' : row.kana],
      }),
    ),
    ...(numbers.length < 2 ? [] : numbers).map((row) =>
      datedMoment(row, today, row.staffNumber, { tag: tag('staffNumber'), details: [] }),
    ),
  ];
}

/** A row also begins when only the address of mail changed: the name itself went on. Newest first. */
function withoutRepeats(rows: readonly NameRow[]): readonly NameRow[] {
  return rows.reduce<NameRow[]>((merged, row) => {
    const newer = merged.at(-1);
    const goesOn = newer?.name === row.name && newer.kana === row.kana;
    if (!newer || !goesOn) return [...merged, row];
    return [...merged.slice(0, -1), { ...newer, validFrom: row.validFrom }];
  }, []);
}

/** Only who reads appointments gets to their pages; where somebody was posted before is not told to the head of today. */
export function roleMoment(row: AppointmentRow, sight: PersonSight, asOf: LocalDate): PersonMoment {
  const isAll = sight.appointments === 'all';
  const unit = sight.organization ? `任命時の所属 ${row.unitName ?? NOT_ANNOUNCED}` : '';
  const letter = `${PAPER_WORDS[row.letter]} ${row.documentNumber}`;
  const more = {
    tag: tag('role'),
    href: isAll ? `/appointments/${row.id}` : '',
    chip: appointmentChip(row, asOf),
    text: [`任期 ${termText(row)}`, unit, roleRemark(row)].filter((it) => it !== '').join('、'),
    paper: { text: letter, href: isAll ? `/appointments/${row.id}/letter` : '' },
  };
  return {
    from: row.termStart,
    view: moment(startOf(row.termStart), roleTitle(row.role), more),
  };
}

export function certificateMoment(
  row: PersonCertificateRow,
  sight: PersonSight,
  asOf: LocalDate,
): PersonMoment {
  const validity = row.state === 'verified' ? shownValidityOn(row, asOf) : null;
  const isAll = sight.certificates === 'all';
  const details = [
    ...(isAll ? [`合格証書番号 ${row.certificateNumber}`] : []),
    `この状態になった日 ${formatDateShort(row.since)}`,
    ...(validity === null || row.validUntil === null
      ? []
      : [`${formatDateShort(row.validUntil)}まで(${VALIDITY_WORDS[validity]})`]),
    ...(isAll && row.reason !== null ? [`理由: ${row.reason}`] : []),
  ];
  const more = {
    tag: tag('certificate'),
    href: certificateLink(row, sight).href ?? '',
    chip: stateChip(`record.${row.state}`),
    text: details.join('、'),
  };
  return { from: row.passedOn, view: moment(startOf(row.passedOn), row.certificationName, more) };
}
