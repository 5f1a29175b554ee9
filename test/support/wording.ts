/** What may not be read anywhere, each with what is right instead. */
export const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/サインイン|サインアウト|サインオン/, 'ログイン・ログアウト'],
  [/本務/, '主務'],
  [/休庁日/, '閉庁日'],
  [/よみがな|読み仮名|ふりがな/, 'フリガナ'],
  [/(?:未)?回答/, '解答'],
  [/証拠書類|証憑/, '証明書類'],
  [/未配置/, '一度も置いたことがない'],
  [/まだの講座/, '終わっていない講座'],
  [/拒否/, '取り込めない行'],
  [/\d+の(?:講座|課|問|名)/, 'the number with its counter word'],
  [/(?<![\d,.])0(?:名|件|人)の/, 'a sentence of its own for none'],
  [/期限は「/, 'a sentence about the due date'],
  [/終える人が/, 'まだ終えていない人'],
  [/undefined|\bnull\b|NaN|\[object/, 'a value'],
  [/Invalid|invalid|required|expected/, 'words of our own'],
  [/[\uff66-\uff9f]/, 'full-width kana'],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/, 'a name instead of an id'],
  [/\b(?:program_office|unit_head|leader|supporter|administrator|staff|dx_office)\b/, 'a word'],
];

/** Latin words that people at a city hall read every day, and names. */
const LATIN =
  /^(?:IT|ITパスポート|DX|AI|CSV|PDF|XLSX|BPR|KPI|API|ID|JSON|CP932|UTF|BOM|Shift|JIS|Excel|SHA|IPA|CBT|PNG|JPEG|MB|KB|A4|OpenAPI|ISO|YYYY|MM|DD|HTTP|URL|Wi|Fi|RSS|LGWAN|DSS|RFI|RFP|[A-Z]|v\d+)$/i;

/** What is written in Latin letters by its nature: addresses, names of files, numbers of documents, keys. */
const CODES =
  /\S+@\S+|https?:\/\/\S+|\b[\w-]+\.(?:csv|xlsx|pdf|jpg|png)\b|\b[A-Z]{2,}-[\w-]*\d[\w-]*|\b(?:CP932|UTF-8)\b|\b(?:Alt|Ctrl|Shift|Enter|Esc|Tab)\b/g;

/** The Latin words of a text that stand for none of the names above. */
export function englishIn(text: string): string[] {
  const words = text.replace(CODES, ' ').match(/[A-Za-z][A-Za-z'’-]+/g) ?? [];
  return words.filter((word) => !word.split('-').every((part) => LATIN.test(part)));
}

/** The forbidden variants of a text, as 「found → right」. */
export function forbiddenIn(text: string): string[] {
  return FORBIDDEN.flatMap(([pattern, right]) => {
    const found = pattern.exec(text);
    const around = found ? text.slice(Math.max(0, found.index - 12), found.index + 24) : '';
    return found ? [`${around} → ${right}`] : [];
  });
}

/** What a reader of a page sees and hears: its text and the labels, without what somebody typed into fields. */
export function readableText(html: string): string {
  const labels = [...html.matchAll(/\s(?:aria-label|placeholder|alt|title)="([^"]*)"/g)];
  const body = html
    .replace(/<(script|style|code|pre)\b[^]*?<\/\1>/g, ' ')
    .replace(/<(textarea)\b[^]*?<\/\1>/g, ' ')
    .replace(/<[^>]*>/g, '\n');
  return [body, ...labels.map((match) => match[1] ?? '')]
    .join('\n')
    .replace(/&amp;/g, '&')
    .replace(/&[a-z]+;|&#x?[0-9a-f]+;/gi, ' ')
    .replace(/[ \t]*\n\s*/g, '\n');
}
