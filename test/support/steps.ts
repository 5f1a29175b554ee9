/** What a page says of one step: its sign, its sentence and where it leads. */
export function stepOf(html: string, title: string): string {
  const item = html
    .split('<li class="rows__row">')
    .slice(1)
    .find((it) => it.includes(title));
  if (item === undefined) throw new Error(`No step ${title}`);
  return item;
}

/** What is read of it, without its tags. */
export function textOf(html: string): string {
  return html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
}
