import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TemplateEngine } from '../../apps/web/src/shell/engine';

const APPS = join(__dirname, '../../apps');

function templates(): string[] {
  return readdirSync(APPS, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.hbs'),
  );
}

describe('Templates', () => {
  it('all compile under the strict rules', () => {
    expect(() => new TemplateEngine(join(APPS, 'web/src'))).not.toThrow();
  });

  it('never print raw markup: no triple braces, and safeHtml only where lesson text is shown', () => {
    const raw = templates().filter((name) =>
      readFileSync(join(APPS, name), 'utf8').includes('{{{'),
    );
    expect(raw).toEqual([]);
    const withHtml = templates().filter((name) =>
      readFileSync(join(APPS, name), 'utf8').includes('safeHtml'),
    );
    const outside = withHtml.filter(
      (name) =>
        !/web\/src\/(pages\/learn\/(lesson|courses|quiz|glossary)\/|shell\/partials\/)/.test(name),
    );
    expect(outside).toEqual([]);
  });

  it('carry the CSRF token and the form key in every form that posts', () => {
    const without = templates().flatMap((name) => {
      const text = readFileSync(join(APPS, name), 'utf8');
      const forms = text.match(/<form[^>]*method="post"[^]*?<\/form>/g) ?? [];
      return forms.filter((form) => !form.includes('{{> hidden')).map(() => name);
    });
    expect(without).toEqual([]);
  });

  it('use no inline style or script, which the content security policy would block', () => {
    const inline = templates().filter((name) => {
      const text = readFileSync(join(APPS, name), 'utf8');
      return /\sstyle="|<style|<script(?![^>]*\ssrc=)|\son[a-z]+="/.test(text);
    });
    expect(inline).toEqual([]);
  });
});
