import { z } from 'zod';
import './input-messages';

const messageOf = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).error?.issues[0]?.message;

describe('What is said of refused input', () => {
  it.each([
    ['a text that is left out', z.object({ a: z.string() }), {}, '入力してください。'],
    ['an empty text', z.string().min(1), '', '入力してください。'],
    ['a choice that is left out', z.object({ a: z.enum(['x']) }), {}, '選んでください。'],
    ['a strange choice', z.enum(['x', 'y']), 'z', 'この中から選び直してください。'],
    [
      'a list that is left out',
      z.object({ a: z.array(z.string()) }),
      {},
      '一つ以上選んでください。',
    ],
    ['no word for a number', z.coerce.number(), 'あ', '数字で入力してください。'],
    ['half a number', z.int(), 1.5, '数字で入力してください。'],
    ['a number that is left out', z.object({ a: z.number() }), {}, '入力してください。'],
    [
      'a kind that is left out',
      z.discriminatedUnion('a', [z.object({ a: z.literal('x') })]),
      {},
      '選んでください。',
    ],
    ['too much text', z.string().max(2), 'あいう', '2文字以内で入力してください。'],
    ['too little text', z.string().min(3), 'あ', '3文字以上で入力してください。'],
    ['too small a number', z.number().min(1), 0, '1以上の数を入力してください。'],
    ['too large a number', z.number().max(9), 10, '9以下の数を入力してください。'],
    ['too long a list', z.array(z.string()).max(1), ['a', 'b'], '1件以内で選んでください。'],
    ['a date of another form', z.iso.date(), '明日', '年月日で入力してください。'],
    ['a text of another form', z.string().regex(/^x$/), 'y', '決められた形で入力してください。'],
    ['no text at all', z.string(), 5, '正しく入力してください。'],
    ['a rule without words', z.string().refine(() => false), 'a', '正しく入力してください。'],
    [
      'more than was asked for',
      z.strictObject({}),
      { a: 1 },
      '知らない項目があります。画面を開き直して、もう一度送信してください。',
    ],
  ])('%s', (_name, schema, value, message) => {
    expect(messageOf(schema, value)).toBe(message);
  });

  it('gives way to a schema’s own words', () => {
    expect(messageOf(z.string('氏名を入力してください。'), undefined)).toBe(
      '氏名を入力してください。',
    );
  });
});
