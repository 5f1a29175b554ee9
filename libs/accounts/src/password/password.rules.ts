import { romajiOf } from './romaji.rules';

const MINIMUM_LENGTH = 12;
const MAXIMUM_LENGTH = 128;
const FEWEST_SIGNS = 5;

/** What others know of a person, and what anybody tries first. */
export interface OwnWords {
  /** All that were ever held. */
  readonly staffNumbers: readonly string[];
  /** Family and given name apart by a space, as they are written in the register. */
  readonly names: readonly string[];
  readonly kanas: readonly string[];
  readonly emails: readonly string[];
}

/** The password of the invented people; it stands in the documentation. */
export const DEMO_PASSWORD = 'tsunagaru-manabi';

export const PUBLISHED =
  'お試し用や初回に配られたパスワードは使えません。ご自分で決めた、別のパスワードにしてください。';
export const TOO_COMMON =
  'よく使われる言葉や並びでできているため、推測されやすいパスワードです。関係のない言葉をいくつかつなげるなど、別のものにしてください。';

/** The shortest part of a name that says something; shorter ones are in half of all sentences. */
const SHORTEST_KANJI = 2;
const SHORTEST_KANA = 3;
const SHORTEST_LETTERS = 4;

/**
 * What is wrong with a password, whatever form of letters it was typed in; null when nothing is. Length counts, not
 * character classes (NIST SP 800-63B); the staff number and the name are what is guessed first.
 */
export function passwordProblem(password: string, own: OwnWords): string | null {
  const text = plain(password);
  const length = Array.from(password.normalize('NFKC')).length;
  if (length < MINIMUM_LENGTH) return `${String(MINIMUM_LENGTH)}文字以上にしてください。`;
  if (length > MAXIMUM_LENGTH) return `${String(MAXIMUM_LENGTH)}文字以内にしてください。`;
  if (numbersOf(own).some((number) => text.includes(number)))
    return '職員番号(以前の番号や、逆から読んだものも)を含まないパスワードにしてください。';
  if (nameParts(own).some((part) => text.includes(part)))
    return '氏名・フリガナ・メールアドレスを含まないパスワードにしてください。';
  if (text.includes(plain(DEMO_PASSWORD))) return PUBLISHED;
  if (new Set(text).size < FEWEST_SIGNS) return '同じ文字の繰返しを避けてください。';
  return null;
}

/** Names in every form in which they are typed: kanji, kana, Roman letters, the address of mail. */
export function nameParts(own: OwnWords): readonly string[] {
  const kanas = own.kanas.flatMap(partsOf);
  return [
    ...longEnough(own.names.flatMap(partsOf).map(plain), SHORTEST_KANJI),
    ...longEnough(kanas.flatMap(bothKana), SHORTEST_KANA),
    ...longEnough(kanas.flatMap(romajiOf), SHORTEST_LETTERS),
    ...longEnough(own.emails.map(localPart), SHORTEST_LETTERS),
  ];
}

/** NFKC first: full-width digits and letters are the same guess. Signs between the letters hide nothing. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s._-]/g, '');
}

function numbersOf({ staffNumbers }: OwnWords): readonly string[] {
  const forms = staffNumbers.map(plain).flatMap((it) => [it, Array.from(it).reverse().join('')]);
  return longEnough(forms, SHORTEST_LETTERS);
}

function partsOf(name: string): readonly string[] {
  return name.split(/[\s\u3000]+/);
}

function bothKana(kana: string): readonly string[] {
  const katakana = plain(kana);
  const hiragana = katakana.replace(/[ァ-ヶ]/g, (sign) =>
    String.fromCharCode(sign.charCodeAt(0) - 0x60),
  );
  return [katakana, hiragana];
}

function localPart(email: string): string {
  return plain(email.split('@')[0] ?? '');
}

function longEnough(parts: readonly string[], shortest: number): readonly string[] {
  return parts.filter((part) => Array.from(part).length >= shortest);
}
