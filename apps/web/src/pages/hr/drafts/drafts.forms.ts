import {
  ABSENCES,
  type DraftLine,
  EMPLOYMENT_TYPE_WORDS,
  EMPLOYMENT_TYPES,
  LONGEST_DRAFT_NAME,
  UNIT_KINDS,
} from '@app/organization';
import { z } from 'zod';
import { dayField } from '../../../shared/day-field';
import { parseForm } from '../../../shell/forms';

const text = (message: string) =>
  z.string(message).trim().min(1, message).max(200, '200文字以内で入力してください。');
const optionalText = z.string().trim().max(200, '200文字以内で入力してください。').default('');

export const newDraftForm = z.object({
  name: text('案の名前を入力してください。').pipe(
    z.string().max(LONGEST_DRAFT_NAME, `${String(LONGEST_DRAFT_NAME)}文字以内で入力してください。`),
  ),
  effectiveOn: dayField('発令日を入力してください。'),
  source: z.string().optional(),
});

export const takeOutForm = z.object({
  file: z.enum(['postings', 'units'], '外す行を選んでください。'),
  subject: text('外す行を選んでください。'),
});

export const readerForm = z.object({ staffNumber: text('職員番号を入力してください。') });

/** What is filled in on the screen, as the address names it. */
export const LINE_ACTS = ['move', 'promote', 'retire', 'absence', 'hire', 'unit'] as const;
export type LineAct = (typeof LINE_ACTS)[number];

const staffNumber = text('職員番号を入力してください。');
const unitCode = text('所属を選んでください。');

const READERS: Readonly<Record<LineAct, (body: unknown) => DraftLine>> = {
  move: (body) => ({
    act: 'move',
    ...parseForm(z.object({ staffNumber, unitCode, title: optionalText }), body),
  }),
  promote: (body) => ({
    act: 'promote',
    ...parseForm(z.object({ staffNumber, title: text('職名を入力してください。') }), body),
  }),
  retire: (body) => ({ act: 'retire', ...parseForm(z.object({ staffNumber }), body) }),
  absence: (body) => {
    const status = z.enum(['active', ...ABSENCES], '状態を選んでください。');
    return { act: 'absence', ...parseForm(z.object({ staffNumber, status }), body) };
  },
  hire: readHire,
  unit: (body) => {
    const {
      unitCode: code,
      what,
      ...unit
    } = parseForm(
      z.object({
        unitCode: text('所属コードを入力してください。'),
        name: text('所属名を入力してください。'),
        parentCode: optionalText,
        kind: z.enum(UNIT_KINDS, '種別を選んでください。'),
        predecessors: optionalText,
        what: z.enum(['holds', 'ends'], 'どうするかを選んでください。'),
      }),
      body,
    );
    return { act: 'unit', code, ...unit, isEnded: what === 'ends' };
  },
};

function readHire(body: unknown): DraftLine {
  const asked = parseForm(
    z.object({
      ...{ staffNumber, unitCode, title: optionalText, kana: optionalText, email: optionalText },
      name: text('氏名を入力してください。'),
      employmentType: z.enum(EMPLOYMENT_TYPES, '任用区分を選んでください。'),
    }),
    body,
  );
  return {
    act: 'hire',
    row: {
      職員番号: asked.staffNumber,
      氏名: asked.name,
      フリガナ: asked.kana,
      所属コード: asked.unitCode,
      所属名: '',
      職名: asked.title,
      兼務区分: '主務',
      任用区分: EMPLOYMENT_TYPE_WORDS[asked.employmentType],
      メールアドレス: asked.email,
      退職年月日: '',
      状態: '在職',
    },
  };
}

export function readLine(act: LineAct, body: unknown): DraftLine {
  return READERS[act](body);
}
