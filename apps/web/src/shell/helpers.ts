import { randomUUID } from 'node:crypto';
import type Handlebars from 'handlebars';
import { type PersonNameView, opensPerson } from './person-name';
import { pageHead } from './parts/heads';
import { tableFrame } from './parts/tables';
import { isShort } from './short-text';
import type { ShellView } from './shell.views';
import type { Crumb } from './view-parts';
import { fillWords, formatDate, isReadDay, seenMark, type WordName, words } from '@app/platform';

/** What every page is rendered with, as a helper finds it. */
interface RenderData {
  readonly root: { readonly shell: Pick<ShellView, 'nameReader'> };
}

/**
 * The few helpers that templates may use. Everything else arrives in the view model, ready to print.
 * `cityWord` prints the city's word, `inWords` fills a sentence that names some (「{leader}がいない{unit}」).
 * `headOf` and `tableOf` are the models of `page-head` and `table` where a page has nothing more to say of them;
 * `tableUnder` of one whose heading says what its caption would, and perhaps in which order it stands.
 * `isShort` tells what is never broken across lines.
 * `opensPerson` tells whether the signed-in person may open the page of somebody who is named.
 * `seenMark` stands for sentences that must have been seen, so that a tick is for these.
 * `safeHtml` is the one door for markup that we rendered and sanitised ourselves (lesson text). `formKey` is another
 * one at every use: each form of a page is done once, and none stands in the way of another.
 */
export function registerHelpers(handlebars: typeof Handlebars): Record<string, boolean> {
  const helpers: Record<string, Handlebars.HelperDelegate> = {
    formKey: () => randomUUID(),
    eq: (a: unknown, b: unknown) => a === b,
    includes: (list: readonly unknown[], item: unknown) => list.includes(item),
    cityWord: (name: WordName) => words[name],
    isShort,
    inWords: (sentence: string) => fillWords(sentence),
    headOf: (title: string, way: readonly Crumb[], line: string) =>
      pageHead(title, way, line || null),
    tableOf: (caption: string) => tableFrame(caption),
    tableUnder: (heading: string, note: unknown) =>
      tableFrame(heading, {
        hidesCaption: true,
        captionNote: typeof note === 'string' ? note : '',
      }),
    // A slip of the pen (2250, 0001) has no reading.
    eraDate: (value: unknown) => (isReadDay(value) ? formatDate(value) : ''),
    opensPerson: (person: PersonNameView, { data }: Handlebars.HelperOptions) =>
      opensPerson(person, (data as RenderData).root.shell.nameReader),
    seenMark: (lines: readonly string[]) => seenMark(lines),
    safeHtml: (html: string) => new handlebars.SafeString(html),
  };
  for (const [name, helper] of Object.entries(helpers)) handlebars.registerHelper(name, helper);
  const known = Object.keys(helpers).map((name) => [name, true] as const);
  return Object.fromEntries(known);
}
