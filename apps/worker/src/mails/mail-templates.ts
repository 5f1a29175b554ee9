import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type WordName, words } from '@app/platform';
import Handlebars from 'handlebars';

type Template = (view: object) => string;

/** Text, not HTML: nothing is escaped. Data only ever fills a template and is never compiled as one. */
const OPTIONS = {
  strict: true,
  knownHelpersOnly: true,
  preventIndent: true,
  noEscape: true,
  knownHelpers: { cityWord: true },
} as const;

/** The mails of this folder: `<mail>/subject.hbs` and `<mail>/body.hbs`, compiled once; a missing value throws. */
export class MailTemplates {
  private readonly templates = new Map<string, Template>();
  private readonly handlebars = Handlebars.create();

  constructor(folder: string = __dirname) {
    this.handlebars.registerHelper('cityWord', (name: WordName) => words[name]);
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    for (const name of names.filter((it) => it.endsWith('.hbs'))) {
      const source = readFileSync(join(folder, name), 'utf8');
      this.handlebars.precompile(source, OPTIONS);
      const key = name.replaceAll('\\', '/').replace(/\.hbs$/, '');
      this.templates.set(key, this.handlebars.compile<object>(source, OPTIONS));
    }
  }

  render(name: string, view: object): string {
    const template = this.templates.get(name);
    if (!template) throw new Error(`No mail template named ${name}`);
    return template(view);
  }
}
