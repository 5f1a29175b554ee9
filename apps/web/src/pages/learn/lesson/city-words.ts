/** What stands in a lesson until the city has set its own words; `name` comes from the configuration. */
const DEFAULT_WORDS: Readonly<Record<string, string>> = {
  ai_rule: '庁内の生成AI利用ルール',
  ai_service: '市が契約した生成AIサービス',
  dx_office: 'DX推進室',
  dx_plan: 'DX推進計画',
  security_contact: '情報セキュリティの連絡窓口',
  security_policy: '情報セキュリティポリシー',
};

const VARIABLE = /\{\{\s*city\.(\w+)\s*\}\}/g;

export type CityWords = Readonly<Record<string, string>>;

/** The city's words over the defaults. */
export function wordsOf(cityName: string, words: CityWords): CityWords {
  return { ...DEFAULT_WORDS, name: cityName, ...words };
}

/** Puts the words into a plain text. */
export function fillText(text: string, words: CityWords): string {
  return text.replace(VARIABLE, (_variable, name: string) => words[name] ?? '(未設定)');
}

/** Puts the words into rendered HTML, escaped: a setting is text and never markup. */
export function fillHtml(html: string, words: CityWords): string {
  return html.replace(VARIABLE, (_variable, name: string) => escapeHtml(words[name] ?? '(未設定)'));
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
