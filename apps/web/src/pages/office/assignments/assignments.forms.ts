import type { AudienceInput, NewAssignment } from '@app/courses';
import { AUDIENCE_KINDS } from '@app/courses';
import { normalizeCode, words } from '@app/platform';
import { z } from 'zod';
import { fiscalYearField } from '../../../shell/number-fields';
import { dayField } from '../../../shared/day-field';

const noCourse = () => `${words.course}を選んでください。`;

const MAXIMUM_PERSONS = 500;
const UUID_LIST = /^[0-9a-f-]{36}(,[0-9a-f-]{36})*$/;

/** What the form of a new assignment sends; the same for the preview and for the command. */
export const assignmentForm = z
  .object({
    courseKey: z.string({ error: noCourse }).min(1, { error: noCourse }),
    fiscalYear: fiscalYearField('年度を選んでください。'),
    audience: z.enum(AUDIENCE_KINDS, '対象を選んでください。'),
    orgUnitId: z.string().default(''),
    staffNumbers: z.string().max(10_000, '長すぎます。').default(''),
    isMandatory: z.enum(['yes', 'no'], '必修か推奨かを選んでください。'),
    repeatsYearly: z.enum(['yes', 'no'], 'この年度だけか、毎年度くり返すかを選んでください。'),
    dueOn: dayField('受講期限を年月日で入力してください。'),
    reason: z
      .string('理由を入力してください。')
      .trim()
      .min(1, '理由を入力してください。')
      .max(200, '理由は200文字以内で入力してください。'),
    /** The overlapping assignments that the confirmation has shown; what is no list of them accepts none. */
    acceptedOverlaps: z
      .string()
      .catch('')
      .transform((text) => (UUID_LIST.test(text) ? text.split(',') : [])),
  })
  .superRefine((form, context) => {
    if (form.audience === 'org_unit' && !z.uuid().safeParse(form.orgUnitId).success) {
      context.addIssue({ code: 'custom', path: ['orgUnitId'], message: '組織を選んでください。' });
    }
    const count = numbersOf(form.staffNumbers).length;
    if (form.audience === 'persons' && (count === 0 || count > MAXIMUM_PERSONS)) {
      const message = `職員番号を1件から${String(MAXIMUM_PERSONS)}件まで入力してください。`;
      context.addIssue({ code: 'custom', path: ['staffNumbers'], message });
    }
  })
  .transform((form): NewAssignment => ({
    courseKey: form.courseKey,
    fiscalYear: form.fiscalYear,
    audience: audienceOf(form),
    isMandatory: form.isMandatory === 'yes',
    repeatsYearly: form.repeatsYearly === 'yes',
    dueOn: form.dueOn,
    reason: form.reason,
    acceptedOverlaps: form.acceptedOverlaps,
  }));

const CHOSEN = /^[0-9a-f-]{36}(?:\.\d{4})?$/;
const MOST_CHOSEN = 100;

/** Boxes that are ticked, each a person and, of what was carried over, its fiscal year. One box comes as a text. */
const chosenField = (nobody: string) =>
  z
    .union([z.string(), z.array(z.string())], nobody)
    .transform((value) => [...new Set([value].flat())])
    .pipe(
      z
        .array(z.string().regex(CHOSEN, '画面を開き直して、選び直してください。'))
        .max(MOST_CHOSEN, `一度に選べるのは${String(MOST_CHOSEN)}名までです。`),
    )
    .transform((values) =>
      values.map((value) => {
        const [personId = '', year] = value.split('.');
        return { value, personId, year: year === undefined ? null : Number(year) };
      }),
    );

export type Chosen = z.output<ReturnType<typeof chosenField>>[number];

export const undoExemptionsForm = z.object({
  of: chosenField('免除を取り消す人を選んでください。'),
});

export const exemptionsForm = z.object({
  of: chosenField('免除する人を選んでください。'),
  reason: z
    .string('免除の理由を入力してください。')
    .trim()
    .min(1, '免除の理由を入力してください。')
    .max(200, '理由は200文字以内で入力してください。'),
});

interface AudienceFields {
  readonly audience: AudienceInput['kind'];
  readonly orgUnitId: string;
  readonly staffNumbers: string;
}

function audienceOf(form: AudienceFields): AudienceInput {
  if (form.audience === 'org_unit') return { kind: 'org_unit', orgUnitId: form.orgUnitId };
  if (form.audience === 'persons')
    return { kind: 'persons', staffNumbers: numbersOf(form.staffNumbers) };
  return { kind: form.audience };
}

/** One number a line, or separated by commas or spaces; the same number twice counts once. */
function numbersOf(text: string): string[] {
  const parts = text.split(/[\s,、，]+/u).map(normalizeCode);
  return [...new Set(parts.filter((part) => part !== ''))];
}
