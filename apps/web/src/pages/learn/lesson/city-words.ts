const VARIABLE = /\{\{\s*city\.(\w+)\s*\}\}/g;

export type CityWords = Readonly<Record<string, string>>;

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
