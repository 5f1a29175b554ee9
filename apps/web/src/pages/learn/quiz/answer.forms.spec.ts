import fc from 'fast-check';
import { InvalidInput } from '@app/platform';
import type { QuestionDisplay } from '@app/quizzes';
import { answerOf, saveForm } from './answer.forms';
import { questionFields, type QuestionFieldsView } from './question.views';

const TAB = '11111111-1111-4111-8111-111111111111';
const PAGE = { position: '3', revision: '7', known: '6', tab: TAB };
const NOTHING = { stem: '問い', choices: [], items: [], targets: [], unit: '', parts: [] };

describe('answerOf', () => {
  it.each([
    [
      { kind: 'single', choice: '2' },
      { kind: 'single', choices: [2] },
    ],
    [{ kind: 'single' }, null],
    [
      { kind: 'multiple', choice: ['0', '3'] },
      { kind: 'multiple', choices: [0, 3] },
    ],
    [
      { kind: 'multiple', choice: '1' },
      { kind: 'multiple', choices: [1] },
    ],
    [
      { kind: 'order', 'place-0': '1', 'place-1': '' },
      { kind: 'order', places: [1, null] },
    ],
    [{ kind: 'match', 'place-0': '', 'place-1': '' }, null],
    [
      { kind: 'numeric', text: ' 12 ' },
      { kind: 'numeric', text: '12' },
    ],
    [{ kind: 'short_text', text: '  ' }, null],
    [
      { kind: 'case', 'p0-kind': 'single', 'p0-choice': '1', 'p1-kind': 'order', 'p1-place-0': '' },
      { kind: 'case', parts: [{ kind: 'single', choices: [1] }, null] },
    ],
    [{ kind: 'case', 'p0-kind': 'single' }, null],
  ])('reads %j', (body, answer) => {
    expect(answerOf(body)).toEqual(answer);
  });

  it.each([
    [undefined],
    [{}],
    [{ kind: 'essay' }],
    [{ kind: ['single', 'single'], choice: '1' }],
    [{ kind: 'single', choice: '-1' }],
    [{ kind: 'single', choice: '99' }],
    [{ kind: 'single', choice: '1e1' }],
    [{ kind: 'single', choice: { $ne: 1 } }],
    [{ kind: 'multiple', choice: Array.from({ length: 500 }, () => '1') }],
    [{ kind: 'order', 'place-0': 'x' }],
    [{ kind: 'numeric', text: 'あ'.repeat(201) }],
    [{ kind: 'short_text', text: ['a', 'b'] }],
    [{ kind: 'case', 'p0-kind': 'case' }],
  ])('refuses %j', (body) => {
    expect(() => answerOf(body)).toThrow(InvalidInput);
  });

  it('answers anything at all with an answer, null or a refusal', () => {
    fc.assert(
      fc.property(fc.anything(), (body) => {
        try {
          answerOf(body);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidInput);
        }
      }),
    );
  });
});

describe('questionFields', () => {
  const single: QuestionDisplay = { ...NOTHING, kind: 'single', choices: ['ア', 'イ', 'ウ'] };
  const order: QuestionDisplay = { ...NOTHING, kind: 'order', items: ['ア', 'イ'] };
  const match: QuestionDisplay = {
    ...NOTHING,
    kind: 'match',
    items: ['a', 'b'],
    targets: ['A', 'B'],
  };
  const numeric: QuestionDisplay = { ...NOTHING, kind: 'numeric', unit: '円' };

  it('shows an answer such that sending the form again gives the same answer', () => {
    const whole: QuestionDisplay = { ...NOTHING, kind: 'case', parts: [single, order, numeric] };
    const answers = [
      [single, { kind: 'single', choices: [2] }],
      [
        { ...single, kind: 'multiple' },
        { kind: 'multiple', choices: [0, 2] },
      ],
      [order, { kind: 'order', places: [1, null] }],
      [match, { kind: 'match', places: [1, 0] }],
      [numeric, { kind: 'numeric', text: '1,200' }],
      [
        whole,
        {
          kind: 'case',
          parts: [{ kind: 'single', choices: [1] }, null, { kind: 'numeric', text: '3' }],
        },
      ],
    ] as const;
    for (const [display, answer] of answers) {
      expect(answerOf(formOf(questionFields(display, answer as never)))).toEqual(answer);
    }
  });

  it('keeps the ids of two questions on one page apart', () => {
    const ids = ['x', 'y'].flatMap((id) =>
      questionFields(single, null, id).options.map((option) => option.id),
    );
    expect(new Set(ids).size).toBe(6);
  });
});

describe('saveForm', () => {
  it.each([
    [{ ...PAGE, position: '0' }],
    [{ ...PAGE, revision: '0' }],
    [{ ...PAGE, revision: '99999999999' }],
    [{ ...PAGE, position: 'x' }],
    [{ ...PAGE, position: ['1', '2'] }],
    [{ ...PAGE, known: '-1' }],
    [{ ...PAGE, tab: 'x' }],
    [{ ...PAGE, go: '//evil.example' }],
    [{ ...PAGE, go: '-1' }],
    [{ ...PAGE, mark: 'yes' }],
  ])('refuses %j', (body) => {
    expect(saveForm.safeParse(body).success).toBe(false);
  });

  it('reads what the page sends', () => {
    const sent = { ...PAGE, go: 'finish' };
    expect(saveForm.parse(sent)).toEqual({ ...sent, position: 3, revision: 7, known: 6 });
  });
});

/** What a browser sends for these fields. */
function formOf(fields: QuestionFieldsView): Record<string, string | string[]> {
  const chosen = fields.options.filter((option) => option.isChecked);
  const choices = chosen.map((option) => option.value);
  const places = fields.places.map(
    (place) =>
      [place.name, place.options.find((option) => option.isSelected)?.value ?? ''] as const,
  );
  return {
    [fields.kindName]: fields.kind,
    ...(chosen[0] && { [chosen[0].name]: choices.length === 1 ? (choices[0] ?? '') : choices }),
    ...Object.fromEntries(places),
    ...(fields.typed && { [fields.typed.name]: fields.typed.value }),
    ...Object.assign({}, ...fields.parts.map(formOf)),
  } as Record<string, string | string[]>;
}
