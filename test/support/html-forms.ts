import { unescapeHtml } from './http-crawl';

/** A form that a page shows, with what a person would send by it. */
export interface FoundForm {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Every POST form of a page with the values that a person would send by filling in what is empty. */
export function formsIn(html: string): FoundForm[] {
  return [...html.matchAll(/<form[^>]*method="post"[^]*?<\/form>/g)].map(([form]) => ({
    action: unescapeHtml(/action="([^"]*)"/.exec(form)?.[1] ?? '/'),
    fields: Object.fromEntries([...inputsIn(form), ...selectsIn(form), ...textsIn(form)]),
  }));
}

function inputsIn(form: string): [string, string][] {
  return [...form.matchAll(/<input[^>]*>/g)].flatMap(([input]) => {
    const attribute = (name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(input)?.[1];
    const name = attribute('name');
    const type = attribute('type') ?? 'text';
    if (!name || type === 'file') return [];
    const typed = type === 'date' ? '2026-11-20' : 'あああ';
    const value = attribute('value') ?? '';
    return [[name, value === '' ? typed : unescapeHtml(value)]];
  });
}

function selectsIn(form: string): [string, string][] {
  return [...form.matchAll(/<select[^>]*\sname="([^"]*)"[^]*?<\/select>/g)].map(
    ([select, name]) => [
      name ?? '',
      [...select.matchAll(/<option[^>]*value="([^"]+)"/g)].at(-1)?.[1] ?? '',
    ],
  );
}

function textsIn(form: string): [string, string][] {
  return [...form.matchAll(/<textarea[^>]*\sname="([^"]*)"/g)].map(([, name]) => [
    name ?? '',
    'あああ',
  ]);
}
