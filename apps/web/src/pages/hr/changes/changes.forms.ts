import {
  ABSENCES,
  EMPLOYMENT_TYPE_WORDS,
  EMPLOYMENT_TYPES,
  type Newcomer,
  POSTING_KINDS,
  type PersonChange,
  type ScreenChange,
  UNIT_KINDS,
} from '@app/organization';
import { addDays, type LocalDate, type PersonId } from '@app/platform';
import { z } from 'zod';
import { dayField } from '../../../shared/day-field';
import { parseForm } from '../../../shell/forms';
import type { PersonChangeName } from './change-fields';

const day = dayField('年月日を入力してください。');
const text = (message: string) =>
  z.string(message).trim().min(1, message).max(200, '200文字以内で入力してください。');
const optionalText = z.string().trim().max(200, '200文字以内で入力してください。').default('');

const lasting = {
  from: day,
  until: z
    .string()
    .default('')
    .transform((it): string | null => (it.trim() === '' ? null : it))
    .pipe(day.nullable()),
};
const unitCode = text('所属を選んでください。');
const post = { unitCode, title: optionalText };
const details = { name: text('氏名を入力してください。'), kana: optionalText, email: optionalText };
const employmentType = z.enum(EMPLOYMENT_TYPES, '任用区分を選んでください。');
const staffNumber = text('職員番号を入力してください。');

const OTHER_KINDS = POSTING_KINDS.filter((kind) => kind !== 'primary');
/** 「concurrent 0140」: a post that somebody has. */
const heldPost = z
  .string('終える兼務などを選んでください。')
  .transform((it) => it.split(' '))
  .pipe(z.tuple([z.enum(OTHER_KINDS), z.string().min(1)], '終える兼務などを選んでください。'));

type Reader = (body: unknown) => PersonChange;

const READERS: Readonly<Record<PersonChangeName, Reader>> = {
  posting: (body) => ({ kind: 'posting', ...parseForm(z.object({ ...post, ...lasting }), body) }),
  'other-posting': (body) => {
    const schema = z.object({
      ...post,
      ...lasting,
      postingKind: z.enum(OTHER_KINDS, '区分を選んでください。'),
    });
    return { kind: 'other_posting', isEnded: false, ...parseForm(schema, body) };
  },
  'end-posting': (body) => {
    const { post: held, lastDay } = parseForm(z.object({ post: heldPost, lastDay: day }), body);
    const [postingKind, code] = held;
    const ended = { kind: 'other_posting', isEnded: true, title: '', until: null } as const;
    return { ...ended, postingKind, unitCode: code, from: addDays(lastDay, 1) };
  },
  details: (body) => ({
    kind: 'details',
    ...parseForm(z.object({ ...details, ...lasting }), body),
  }),
  status: (body) => {
    const status = z.enum(['active', ...ABSENCES], '状態を選んでください。');
    return { kind: 'status', ...parseForm(z.object({ status, ...lasting }), body) };
  },
  employment: (body) => ({
    kind: 'employment',
    ...parseForm(z.object({ employmentType, ...lasting }), body),
  }),
  number: (body) => ({ kind: 'number', ...parseForm(z.object({ staffNumber, from: day }), body) }),
  leaving: (body) => ({ kind: 'leaving', ...parseForm(z.object({ lastDay: day }), body) }),
  staying: () => ({ kind: 'leaving', lastDay: null }),
  rehire: (body) => ({
    kind: 'rehire',
    ...parseForm(z.object({ ...post, employmentType, from: day }), body),
  }),
};

export function readPersonChange(
  name: PersonChangeName,
  personId: PersonId,
  body: unknown,
): ScreenChange {
  return { of: 'person', personId, change: READERS[name](body) };
}

export function readNewcomer(body: unknown): ScreenChange {
  const schema = z.object({ staffNumber, ...details, employmentType, ...post, from: day });
  const asked = parseForm(schema, body);
  const row: Newcomer = {
    発令日: asked.from,
    職員番号: asked.staffNumber,
    氏名: asked.name,
    フリガナ: asked.kana,
    所属コード: asked.unitCode,
    所属名: '',
    職名: asked.title,
    兼務区分: '主務',
    任用区分: EMPLOYMENT_TYPE_WORDS[asked.employmentType],
    メールアドレス: asked.email,
    採用年月日: asked.from,
    退職年月日: '',
    状態: '在職',
  };
  return { of: 'newcomer', from: asked.from, row };
}

export const unitForm = z.object({
  name: text('所属名を入力してください。'),
  kana: optionalText,
  from: day,
});

export const unitPlaceForm = z.object({ parentCode: optionalText, from: day });

export const unitEndForm = z.object({ lastDay: day });

export function readNewUnit(body: unknown): ScreenChange {
  const schema = z.object({
    unitCode: text('所属コードを入力してください。'),
    name: text('所属名を入力してください。'),
    kana: optionalText,
    unitKind: z.enum(UNIT_KINDS, '種別を選んでください。'),
    parentCode: optionalText,
    from: day,
  });
  const { unitCode: code, ...unit } = parseForm(schema, body);
  return { of: 'new_unit', unit: { ...unit, code } };
}

/** What travels with a change: the record that was looked at, what was shown, and why it is done. */
export const seenForm = z.object({
  mark: z.string().max(100).default(''),
  planned: z.string().max(100).default(''),
  reason: z.string().default(''),
  confirmed: z.string().default(''),
  warningsAccepted: z.string().default(''),
  warningsSeen: z.string().default(''),
});

/** The day of the change, as far as it was typed. */
export function typedDay(value: string | undefined): LocalDate | null {
  const found = day.safeParse(value);
  return found.success ? found.data : null;
}
