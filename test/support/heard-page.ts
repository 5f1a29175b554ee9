/** Of lines that differ only in what they tell of, so that a list of twenty does not fill the page. */
const MOST_ALIKE = 2;

/**
 * The accessibility tree of a page (Playwright's `ariaSnapshot`) as it can be compared on every day and in every run:
 * without numbers, ids and the `names` of people and units, and of a list its first lines.
 */
export function heardPage(snapshot: string, names: readonly string[]): string {
  const unnamed = names.reduce((rest, name) => rest.replaceAll(name, '□'), snapshot);
  const lines = unnamed.split('\n').map(plain);
  const kept: string[] = [];
  const seen = new Map<string, number>();
  for (const line of lines) {
    const times = (seen.get(line) ?? 0) + 1;
    seen.set(line, times);
    if (times <= MOST_ALIKE) kept.push(line);
  }
  return `${kept.join('\n')}\n`;
}

/** The levels of headings stay; ids and all other numbers change from run to run or from day to day. */
function plain(line: string): string {
  return line.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID').replace(/(?<!\[level=)\d[\d,.:]*/g, '0');
}

const NAMED =
  /^\s*- '?(link|button|textbox|searchbox|combobox|checkbox|radio|table|region|navigation|img|dialog)\b(?<rest>.*)$/;

/** What can be used or entered and says nothing of itself. */
export function namelessIn(heard: string): string[] {
  return heard.split('\n').filter((line) => {
    const rest = NAMED.exec(line)?.groups?.rest;
    return rest !== undefined && !/^ "[^"]/.test(rest);
  });
}
