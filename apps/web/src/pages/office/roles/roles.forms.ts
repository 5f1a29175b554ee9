import {
  LETTER_KINDS,
  MOST_REQUIREMENTS,
  readWanted,
  type Requirement,
  type RoleVersion,
  wantedCode,
} from '@app/appointments';
import { addDays, maxDate, type LocalDate, parseWholeNumber } from '@app/platform';
import { z } from 'zod';
import { dayField } from '../../../shared/day-field';
import { wholeNumberField } from '../../../shell/number-fields';

const MONTHS = '任期の月数を1から60までの整数で入力してください。';
const NOTE = '変更の理由を入力してください。';

const fields = {
  letter: z.enum(LETTER_KINDS, '書面の種類を選んでください。'),
  /** Blank: to the end of the third fiscal year. */
  termMonths: z
    .string(MONTHS)
    .default('')
    .transform((text, context) => {
      if (text.trim() === '') return null;
      const months = parseWholeNumber(text, { least: 1, most: 60 });
      if (months === null) context.addIssue({ code: 'custom', message: MONTHS });
      return months;
    }),
  together: z
    .enum(['yes', 'no'], 'ほかの役割と同時に務めてよいかを選んでください。')
    .default('yes'),
  isEnded: z.string().default(''),
  validFrom: dayField('いつからかを年月日で入力してください。'),
  note: z
    .string(NOTE)
    .trim()
    .min(1, NOTE)
    .max(200, '変更の理由は200文字以内で入力してください。')
    .regex(/^[^\p{Cc}\p{Cf}]*$/u, '変更の理由に改行などは使えません。'),
};

/** The requirements of the page: `wanted1`, `need1`, `group1` and so on; a place without a choice is none. */
export const PLACES = Array.from({ length: MOST_REQUIREMENTS }, (_, index) => index + 1);

const groups = ['', '1', '2', '3'] as const;

type Sent = Readonly<Record<string, unknown>>;

/** A version as it is typed, or as an address carries it. */
export const roleForm = z.looseObject(fields).transform((form, context) => {
  const { letter, termMonths, validFrom, note } = form;
  const together = form.together === 'yes';
  const isEnded = form.isEnded === 'yes';
  const placed = PLACES.flatMap((place): PlacedRequirement[] => {
    const code = textOf(form, 'wanted', place);
    if (code === '') return [];
    const wanted = readWanted(code);
    if (wanted !== null) return [{ place, requirement: { wanted, ...weightOf(form, place) } }];
    const message = `要件${String(place)}を一覧から選んでください。`;
    context.addIssue({ code: 'custom', path: [`wanted${String(place)}`], message });
    return [];
  });
  const requirements: readonly Requirement[] = placed.map(({ requirement }) => requirement);
  const places = placed.map(({ place }) => place);
  return { letter, termMonths, together, isEnded, validFrom, note, requirements, places };
});
export type RoleChoices = z.output<typeof roleForm>;

interface PlacedRequirement {
  readonly place: number;
  readonly requirement: Requirement;
}

/** With what was looked at before. */
export const seenForm = z.object({
  seen: z.string().default(''),
  warningsAccepted: z
    .string()
    .default('')
    .transform((text) => text === 'yes'),
});

/** What the city calls a role of its own. */
export const roleNameForm = z.object({
  word: z.string().default(''),
  short: z.string().default(''),
});

export const roleRenamingForm = roleNameForm.extend({
  validFrom: dayField('いつからかを年月日で入力してください。'),
});

export const roleNameWithdrawal = z.object({
  validFrom: dayField('取りやめる名前を選び直してください。'),
});

export const roleWithdrawal = z.object({
  version: wholeNumberField('取りやめる版を選び直してください。', { least: 1, most: 99_999 }),
});

function weightOf(form: Sent, place: number): Omit<Requirement, 'wanted'> {
  const group = groups.find((it) => it !== '' && it === textOf(form, 'group', place));
  return {
    isRequired: textOf(form, 'need', place) === 'required',
    alternative: group === undefined ? null : Number(group),
  };
}

function textOf(form: Sent, name: string, place: number): string {
  const value = form[`${name}${String(place)}`];
  return typeof value === 'string' ? value : '';
}

type Asked = Omit<RoleChoices, 'places'>;

const NOTHING_ASKED: Omit<Asked, 'validFrom' | 'note'> = {
  ...{ letter: 'appointment', termMonths: null, together: true, isEnded: false },
  requirements: [],
};

/** The choices as a form or an address carries them. */
export function choiceTexts(choices: Asked): Record<string, string> {
  const { letter, termMonths, together, isEnded, validFrom, note, requirements } = choices;
  return {
    ...{ letter, validFrom, note, termMonths: termMonths === null ? '' : String(termMonths) },
    ...{ together: together ? 'yes' : 'no', isEnded: isEnded ? 'yes' : '' },
    ...placeTexts(requirements),
  };
}

function placeTexts(requirements: readonly Requirement[]): Record<string, string> {
  return Object.fromEntries(
    PLACES.flatMap((place) => {
      const it = requirements[place - 1];
      return [
        [`wanted${String(place)}`, it === undefined ? '' : wantedCode(it.wanted)],
        [`need${String(place)}`, it?.isRequired === true ? 'required' : 'desirable'],
        [`group${String(place)}`, String(it?.alternative ?? '')],
      ];
    }),
  );
}

/** The newest version, to be changed from the first day that is free; of a role that has none yet what most roles say. */
export function initialChoices(
  newest: RoleVersion | undefined,
  today: LocalDate,
): Record<string, string> {
  const { letter, termMonths, together, isEnded, requirements } = newest ?? NOTHING_ASKED;
  const kept = { letter, termMonths, together, isEnded, requirements };
  // One day has one version.
  const first = newest === undefined ? today : maxDate(today, addDays(newest.validFrom, 1));
  return choiceTexts({ ...kept, validFrom: first, note: '' });
}
