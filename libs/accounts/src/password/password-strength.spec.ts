import { PasswordStrength } from './password-strength';

const CITY = ['魚津市', 'uozushi', 'tsunagaru', 'ツナガル'];

describe('Common passwords', () => {
  const strength = new PasswordStrength();

  afterAll(() => strength.onModuleDestroy());

  it.each([
    'password1234',
    'ｐａｓｓｗｏｒｄ１２３４',
    'Passw0rd!2026',
    'tsunagaru2026!',
    'ツナガルツナガル2026',
    'uozushi12345',
    'qwertyuiop12',
    'abcdefghijkl',
    '19850401yamada',
    'konnichiwa123',
  ])('%j is one', async (password) => {
    expect(await strength.isCommon(password, CITY)).toBe(true);
  });

  it.each(['uozu no hotaruika', 'しろえびとますずしとこんぶじめ', 'k7mw-abcd-9xyz-qrst'])(
    '%j is none',
    async (password) => {
      expect(await strength.isCommon(password, CITY)).toBe(false);
    },
  );

  it('answers many at once, each with its own answer', async () => {
    const passwords = [
      'password1234',
      'shiroebi to masuzushi',
      'abcdefghijkl',
      'uozu no hotaruika',
    ];
    const answers = await Promise.all(passwords.map((it) => strength.isCommon(it, CITY)));
    expect(answers).toEqual([true, false, true, false]);
  });

  it('starts anew after it was put away', async () => {
    await strength.onModuleDestroy();
    expect(await strength.isCommon('password1234', CITY)).toBe(true);
  });
});
