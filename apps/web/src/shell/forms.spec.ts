import { InvalidInput } from '@app/platform';
import { z } from 'zod';
import { formView, parseForm } from './forms';
import type { PageRequest } from './http';

const form = z.object({ reason: z.string().trim().min(1, '理由を入力してください。') });

describe('What was typed', () => {
  it.each([
    ['nothing but spaces', ' 　\n'],
    ['signs of no width', '\u200B\u200C\u2060'],
    ['orders to the screen', '\u202E\u0007'],
  ])('is nothing: %s', (_what, reason) => {
    expect(() => parseForm(form, { reason })).toThrow(InvalidInput);
  });

  it.each([
    ['正解が二つ', '正解が二つ'],
    ['\u202E正解\u0007が二つ', '正解が二つ'],
    ['𠮷田\n二行目\t字下げ', '𠮷田\n二行目\t字下げ'],
    // What joins signs is part of them.
    ['👩\u200D💻', '👩\u200D💻'],
  ])('is what can be read: %j', (reason, expected) => {
    expect(parseForm(form, { reason })).toEqual({ reason: expected });
  });

  it('is left alone where it is secret', () => {
    const secret = z.object({ password: z.string(), newPassword: z.string() });
    const typed = { password: '\u200B ', newPassword: 'a\u0007b' };
    expect(parseForm(secret, typed)).toEqual(typed);
  });
});

describe('A form that was refused', () => {
  it('names each error once in the summary, and beside every field that it is about', () => {
    const same = '言葉に { } < > の記号は使えません。';
    const refusedForm = {
      ...{ values: { word: '{', short: '{' }, message: '直してください。' },
      errors: { short: same, word: same, other: '別の誤りです。' },
    };
    const view = formView({ refusedForm } as unknown as PageRequest, { word: '', short: '' });
    expect(view.errors).toEqual([
      { href: '#field-word', message: same },
      { href: '#main', message: '別の誤りです。' },
    ]);
    expect([view.fields.word.error, view.fields.short.error]).toEqual([same, same]);
  });
});
