import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { runInThisContext } from 'node:vm';
import Handlebars from 'handlebars';
import { registerHelpers } from './helpers';

type Rendered = (error: unknown, html?: string) => void;
type Template = (view: object) => string;

const STRICT = { strict: true, knownHelpersOnly: true, preventIndent: true } as const;

/**
 * Templates of one root folder, compiled once at start: a missing value or an unknown helper throws instead of
 * printing nothing. Files under `shell/partials` are partials by their file name; all others are pages by path.
 */
export class TemplateEngine {
  private readonly pages = new Map<string, Template>();
  private readonly handlebars = Handlebars.create();

  constructor(root: string) {
    const knownHelpers = registerHelpers(this.handlebars);
    const options = { ...STRICT, knownHelpers };
    for (const file of templatesUnder(root)) {
      const name = relative(root, file)
        .split(sep)
        .join('/')
        .replace(/\.hbs$/, '');
      const template = this.compile(file, options);
      const partial = /^shell\/partials\/(.+)$/.exec(name)?.[1];
      if (partial) this.handlebars.registerPartial(partial, template);
      else this.pages.set(name, (view) => template(view));
    }
  }

  /** At once: Handlebars' own `compile` waits for the first use, and a mistake would show late. */
  private compile(file: string, options: CompileOptions): Template {
    // The text of a program, whatever the type says.
    const text = this.handlebars.precompile(readFileSync(file, 'utf8'), options) as string;
    const program = runInThisContext(`(${text})`, { filename: file }) as TemplateSpecification;
    return this.handlebars.template<object>(program);
  }

  /** Express calls this with the file's full path; the page's name is its path below the root. */
  expressRenderer(root: string) {
    return (file: string, view: object, done: Rendered): void => {
      const name = relative(root, file)
        .split(sep)
        .join('/')
        .replace(/\.hbs$/, '');
      try {
        done(null, this.render(name, view));
      } catch (error) {
        done(error);
      }
    };
  }

  render(name: string, view: object): string {
    const page = this.pages.get(name);
    if (!page) throw new Error(`No template named ${name}`);
    return page(view);
  }
}

function templatesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.hbs'))
    .map((name) => join(folder, name));
}
