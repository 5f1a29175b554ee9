import { z } from 'zod';

type Issue = z.core.$ZodRawIssue;

const MISSING = '入力してください。';
const NOT_CHOSEN = '選んでください。';
const WRONG = '正しく入力してください。';

const FORMATS: Readonly<Record<string, string>> = {
  date: '年月日で入力してください。',
  datetime: '日時で入力してください。',
  email: 'メールアドレスの形で入力してください。',
  url: 'アドレスの形で入力してください。',
  uuid: '画面を開き直して、選び直してください。',
};

const WHOLE_NUMBERS = ['int', 'safeint', 'int32', 'uint32'];

/**
 * What is said of input that a schema refuses without words of its own: also of what a browser never sends, such as a
 * field that is left out. Nothing of the library's own texts ever reaches a page.
 */
function inputMessage(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeText(issue);
    case 'invalid_value':
      return isMissing(issue) ? NOT_CHOSEN : 'この中から選び直してください。';
    case 'invalid_union':
      return NOT_CHOSEN;
    case 'too_small':
      return smallText(issue);
    case 'too_big':
      return bigText(issue);
    case 'invalid_format':
      return FORMATS[issue.format] ?? '決められた形で入力してください。';
    case 'unrecognized_keys':
      return '知らない項目があります。画面を開き直して、もう一度送信してください。';
    case 'invalid_key':
    case 'invalid_element':
    case 'not_multiple_of':
    case 'custom':
      return WRONG;
  }
}

function isMissing(issue: Issue): boolean {
  return issue.input === undefined || issue.input === null || issue.input === '';
}

function typeText(issue: Issue & { readonly expected: string }): string {
  if (issue.expected === 'array') return '一つ以上選んでください。';
  if (isMissing(issue)) return MISSING;
  const isNumber = issue.expected === 'number' || WHOLE_NUMBERS.includes(issue.expected);
  return isNumber ? '数字で入力してください。' : WRONG;
}

function smallText({ origin, minimum }: { readonly origin: string; readonly minimum: unknown }) {
  const least = String(minimum);
  if (origin === 'array' || origin === 'set') return `${least}件以上選んでください。`;
  if (origin !== 'string') return `${least}以上の数を入力してください。`;
  return least === '1' ? MISSING : `${least}文字以上で入力してください。`;
}

function bigText({ origin, maximum }: { readonly origin: string; readonly maximum: unknown }) {
  const most = String(maximum);
  if (origin === 'array' || origin === 'set') return `${most}件以内で選んでください。`;
  if (origin !== 'string') return `${most}以下の数を入力してください。`;
  return `${most}文字以内で入力してください。`;
}

// The default of the whole process: every schema of the product speaks so.
z.config({ ...z.locales.ja(), customError: inputMessage });
