import { randomBytes } from 'node:crypto';
import { loadConfig } from '@app/platform';
import { AppModule } from '../../apps/web/src/app.module';
import { StyleguideModule } from '../../apps/web/src/pages/admin/styleguide/styleguide.module';
import { problemsOf } from '../support/html-validator';
import { startWebTest, type WebTest } from '../support/web';

const secret = (): string => randomBytes(48).toString('base64');

describe('The styleguide', () => {
  let web: WebTest | undefined;

  afterAll(() => web?.close());

  it('is no part of a city’s own server', () => {
    const modulesIn = (environment: Readonly<Record<string, string>>) =>
      AppModule.forRoot(loadConfig(environment)).imports ?? [];
    const production = { NODE_ENV: 'production', SESSION_SECRET: secret(), AUDIT_KEY: secret() };
    expect(modulesIn(production)).not.toContain(StyleguideModule);
    expect(modulesIn({ NODE_ENV: 'development' })).toContain(StyleguideModule);
  });

  it('is valid HTML, and leaves nothing out', async () => {
    web = await startWebTest();
    const unitId = await web.city.addUnit({});
    await web.city.addAccount(await web.city.addPerson({ staffNumber: '000801', unitId }));
    const { status, text } = await (await web.signIn('000801')).get('/styleguide');
    expect(status).toBe(200);
    expect(await problemsOf({ address: '/styleguide', text })).toEqual([]);
    expect(text).not.toMatch(/\b(?:undefined|NaN|null)\b|\[object Object\]/);
  });
});
