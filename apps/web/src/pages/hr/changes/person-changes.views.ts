import {
  ABSENCE_WORDS,
  EMPLOYMENT_TYPE_WORDS,
  type PersonHistory,
  POSTING_KIND_WORDS,
} from '@app/organization';
import { addDays, formatDateShort, type LocalDate, maxDate } from '@app/platform';
import { breadcrumb } from '../../../shell/view-parts';
import { PERSON_CHANGES, PERSON_FORMS, type PersonChangeName } from './change-fields';
import type { ChangeFrame } from './changes.views';

const PEOPLE_CRUMB = ['職員', '/people'] as const;

export function changesHref({ staffNumber }: PersonHistory, name = ''): string {
  const path = `/people/${encodeURIComponent(staffNumber)}/changes`;
  return name === '' ? path : `${path}/${name}`;
}

const personHref = ({ staffNumber }: PersonHistory) => `/people/${encodeURIComponent(staffNumber)}`;

/** What can be changed of a person. */
export function changesView(
  person: PersonHistory,
  { isOwn, today }: { readonly isOwn: boolean; readonly today: LocalDate },
) {
  return {
    title: '登録の変更',
    breadcrumb: breadcrumb(PEOPLE_CRUMB, [person.name, personHref(person)], ['登録の変更']),
    summary: standText(person, today),
    isOwn,
    changes: isOwn
      ? []
      : PERSON_CHANGES.filter((name) => isOffered(name, person, today)).map((name) => ({
          href: changesHref(person, name),
          title: PERSON_FORMS[name].title,
          about: PERSON_FORMS[name].about,
        })),
    back: personHref(person),
  };
}

function isOffered(name: PersonChangeName, person: PersonHistory, today: LocalDate): boolean {
  const end = lastEmployment(person)?.validTo ?? null;
  if (name === 'rehire') return end !== null && end <= today;
  if (name === 'end-posting') return otherPosts(person, today).length > 0;
  if (name === 'staying') return end !== null;
  return true;
}

export function personFrame(
  name: PersonChangeName,
  person: PersonHistory,
  {
    mark,
    units,
    today,
    isOwn,
  }: {
    readonly isOwn: boolean;
    readonly mark: string;
    readonly units: ChangeFrame['sources']['units'];
    readonly today: LocalDate;
  },
): ChangeFrame {
  const { title, about, fields } = PERSON_FORMS[name];
  return {
    ...{ title, about, fields, mark, today, isOwn },
    breadcrumb: breadcrumb(
      PEOPLE_CRUMB,
      [person.name, personHref(person)],
      ['登録の変更', changesHref(person)],
      [title],
    ),
    summary: standText(person, today),
    sources: {
      units,
      posts: otherPosts(person, today).map(({ kind, unitCode, unitName, postTitle }) => ({
        value: `${kind} ${unitCode}`,
        label: `${POSTING_KIND_WORDS[kind]} ${unitName} ${postTitle}`.trim(),
      })),
    },
    confirmWith: {
      label: `${person.name}さんの職員番号(${person.staffNumber})`,
      text: person.staffNumber,
    },
    action: changesHref(person, name),
    back: personHref(person),
  };
}

/** The values of today, or of the first day of whoever is still to come. */
export function initialOf(name: PersonChangeName, person: PersonHistory, today: LocalDate): Values {
  const known = name === 'leaving' ? lastDayOf(person) : standingOf(person, dayFor(person, today));
  // Another post is one that is not there yet.
  const shown: Values = name === 'other-posting' ? { from: known.from ?? '' } : known;
  return Object.fromEntries(
    PERSON_FORMS[name].fields.map((field) => [field.name, shown[field.name] ?? '']),
  );
}

type Values = Readonly<Record<string, string>>;

function lastDayOf(person: PersonHistory): Values {
  const end = lastEmployment(person)?.validTo ?? null;
  return { lastDay: end === null ? '' : addDays(end, -1) };
}

function standingOf(person: PersonHistory, day: LocalDate): Values {
  const on = <Row extends Dated>(rows: readonly Row[]) => rows.find((row) => isOn(row, day));
  const post = on(person.postings.filter((row) => row.kind === 'primary'));
  return {
    ...{ name: person.name, kana: person.kana, email: person.email ?? '', from: day },
    ...(post && { unitCode: post.unitCode, title: post.postTitle }),
    status: on(person.statuses)?.status ?? '',
    employmentType: on(person.employments)?.employmentType ?? '',
  };
}

interface Dated {
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
}

const isOn = ({ validFrom, validTo }: Dated, day: LocalDate) =>
  validFrom <= day && (validTo === null || validTo > day);

/** Posts beside the primary one that have not ended, also those ahead. */
function otherPosts({ postings }: PersonHistory, today: LocalDate) {
  return postings.filter(
    ({ kind, validTo }) => kind !== 'primary' && (validTo === null || validTo > today),
  );
}

function lastEmployment({ employments }: PersonHistory) {
  return employments.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1)).at(-1);
}

function dayFor({ employments }: PersonHistory, today: LocalDate): LocalDate {
  if (employments.some((row) => isOn(row, today))) return today;
  const [next] = employments.map((row) => row.validFrom).toSorted((a, b) => (a > b ? -1 : 1));
  return next === undefined ? today : maxDate(next, today);
}

/** 「001315 山田　太郎さん。税務課(主事)、正規、在職です。」 */
function standText(person: PersonHistory, today: LocalDate): string {
  const who = `${person.staffNumber} ${person.name}さん`;
  const employment = person.employments.find((row) => isOn(row, today));
  if (!employment) return `${who}。今日は在職していません。`;
  const post = person.postings.find((row) => row.kind === 'primary' && isOn(row, today));
  const place = post ? `${post.unitName}(${post.postTitle || '職名なし'})` : '所属なし';
  const status = person.statuses.find((row) => isOn(row, today))?.status ?? 'active';
  const end =
    employment.validTo === null
      ? ''
      : `退職の日は${formatDateShort(addDays(employment.validTo, -1))}です。`;
  return `${who}。${place}、${EMPLOYMENT_TYPE_WORDS[employment.employmentType]}、${ABSENCE_WORDS[status]}です。${end}`;
}
