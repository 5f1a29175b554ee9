import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Assets } from '../../apps/web/src/shell/assets';
import { partialNamed, templates, withPartials } from '../support/templates';

const KB = 1024;
const MOST = { style: 12 * KB, script: 7 * KB, examScript: 12 * KB };
/** An exam saves by itself, a passkey speaks with the device: their pages may weigh more. */
const HEAVIER = ['quiz.js', 'passkeys.js'];

/** What a browser on a phone loads before it can show anything: compressed, as it is sent. */
describe('What a page weighs', () => {
  const assets = new Assets();
  const sizeOf = (name: string): number => {
    const address = assets.addresses[name];
    if (address === undefined) throw new Error(`No ${name} in the build`);
    return gzipSync(readFileSync(join(assets.folder, address))).length;
  };

  it('is at most 12 KB of styles', () => {
    expect(sizeOf('app.css')).toBeLessThanOrEqual(MOST.style);
  });

  it('is at most 7 KB of scripts, 12 KB where one is examined or proves who one is', () => {
    const all = templates();
    const tooHeavy = all.flatMap((template) => {
      const texts = [
        template,
        ...[...withPartials(all, template)].map((it) => partialNamed(all, it)),
      ];
      const scripts = new Set(
        texts.flatMap((it) =>
          [...(it?.text ?? '').matchAll(/shell\.assets\.\[([\w-]+\.js)\]/g)].map(
            ([, name = '']) => name,
          ),
        ),
      );
      const most = HEAVIER.some((name) => scripts.has(name)) ? MOST.examScript : MOST.script;
      const weight = [...scripts].reduce((sum, name) => sum + sizeOf(name), 0);
      return weight > most ? [`${template.name}: ${String(weight)}`] : [];
    });
    expect(tooHeavy).toEqual([]);
  });
});
