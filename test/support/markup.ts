export const MARK = 'XSSMARK';

/** Leaves an attribute, then a tag; what a template engine would run; the mark tells where it was printed. */
export const PAYLOAD = `${MARK}"'><img src=x onerror=alert(1)>{{7*7}}`;

/** Places where the payload left the text or the attribute into which it was printed. */
export function breakouts(html: string): string[] {
  return [...html.matchAll(new RegExp(MARK, 'g'))].flatMap(({ index }) => {
    const start = html.slice(0, index);
    const isInTag = start.lastIndexOf('<') > start.lastIndexOf('>');
    const rest = html.slice(index + MARK.length, index + MARK.length + 30);
    const isOpen = isInTag ? rest.startsWith('"') : rest.includes('<img');
    return isOpen ? [html.slice(Math.max(0, index - 40), index + 40)] : [];
  });
}
