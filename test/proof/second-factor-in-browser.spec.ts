import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { TEST_PASSWORD } from '@app/testing';
import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { type Journey, photograph, startJourney } from '../support/journey';

/** Enrolment and sign-in with an app and with a passkey of a virtual authenticator, by keyboard alone. */
describe('A second factor, in a browser', () => {
  let journey: Journey;

  beforeAll(async () => {
    const publicUrl = `http://localhost:${String(await freePort())}`;
    journey = await startJourney({ hasStandardSignIn: true, publicUrl });
    const unitId = await journey.web.city.addUnit({ name: '総務課' });
    for (const [staffNumber, role] of [
      ['000301', 'hr'],
      ['000302', 'auditor'],
    ] as const) {
      const personId = await journey.web.city.addPerson({ staffNumber, unitId });
      await journey.web.city.addAccount(personId, role);
    }
  });

  afterAll(async () => {
    await journey.close();
  });

  it('is an app, whose codes on paper are shown once', async () => {
    const page = await journey.open('000301');
    const banner = page.getByText('お持ちの権限には二段階認証が必要です。');
    expect(await banner.textContent()).toContain('あと13日');
    await press(page, page.getByRole('link', { name: /登録する.*二段階認証/ }));
    await page.waitForURL('**/security/second-factor');
    await photograph(page, 'second-factor');
    const secret = ((await page.locator('code.secret').textContent()) ?? '').replaceAll(' ', '');
    await page.getByLabel('名前', { exact: false }).first().focus();
    await page.keyboard.type('業務用スマートフォン');
    await page.keyboard.press('Tab');
    await page.keyboard.type('000000');
    await page.keyboard.press('Enter');
    await page.getByText('コードが違います。').first().waitFor();
    expect(((await page.locator('code.secret').textContent()) ?? '').replaceAll(' ', '')).toBe(
      secret,
    );
    await page.getByLabel('アプリの6桁の数字').fill(codeOf(secret));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '予備コード' }).waitFor();
    await photograph(page, 'recovery-codes');
    const codes = await page.locator('code.secret').allTextContents();
    expect(codes).toHaveLength(10);
    const download = page.waitForEvent('download');
    await press(page, page.getByRole('button', { name: 'ファイルに保存する' }));
    expect((await download).suggestedFilename()).toBe('予備コード.txt');
    await page.goto('/');
    expect(await banner.count()).toBe(0);
    await signInAgain(page, '000301', async () => {
      await page.getByLabel('コード').fill(codes[0] ?? '');
      await page.keyboard.press('Enter');
    });
    journey.web.clock.advance({ minutes: 1 });
    await signInAgain(page, '000301', async () => {
      await page.getByLabel('コード').fill(codeOf(secret));
      await page.keyboard.press('Enter');
    });
  }, 60_000);

  it('is a passkey, registered and used by keyboard', async () => {
    const page = await journey.open('000302');
    const session = await page.context().newCDPSession(page);
    await session.send('WebAuthn.enable');
    await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
        ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
      },
    });
    await page.goto('/security/second-factor');
    await page.getByLabel('パスキーの名前').focus();
    await page.keyboard.type('自席のパソコン');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('rowheader', { name: '自席のパソコン' }).waitFor();
    await page.getByText('予備コードがありません。').waitFor();
    await press(page, page.getByRole('button', { name: '予備コードを作成する' }));
    await page.waitForURL('**/second-factor/recovery');
    expect(await page.locator('code.secret').count()).toBe(10);
    await signInAgain(page, '000302', async () => {
      await photograph(page, 'second-step');
      await press(page, page.getByRole('button', { name: 'パスキーで続ける' }));
    });
    journey.web.clock.advance({ minutes: 11 });
    await page.goto('/security/second-factor');
    expect(new URL(page.url()).pathname).toBe('/confirm');
    await page.getByText('使えるもの: パスワード、パスキー、コード。').waitFor();
    await photograph(page, 'confirm-by-passkey');
    await press(page, page.getByRole('button', { name: 'パスキーで確認して続ける' }));
    await page.getByRole('rowheader', { name: '自席のパソコン' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/security/second-factor');
  }, 60_000);

  it('opens nothing else once the days of grace are over', async () => {
    const personId = await journey.web.city.addPerson({ staffNumber: '000303' });
    await journey.web.city.addAccount(personId, 'administrator');
    await journey.open('000303');
    journey.web.clock.advance({ days: 14 });
    const page = await journey.open('000303');
    expect(new URL(page.url()).pathname).toBe('/security/second-factor');
    await page.getByText('二段階認証の登録期限が過ぎました。').waitFor();
    await page.goto('/accounts');
    expect(new URL(page.url()).pathname).toBe('/security/second-factor');
  }, 60_000);

  it('asks no other host for anything and breaks no content security policy', () => {
    expect(journey.complaints).toEqual({ violations: [], foreignRequests: [] });
  });

  async function signInAgain(page: Page, staffNumber: string, second: () => Promise<void>) {
    await page.goto('/');
    await press(page, page.getByRole('button', { name: '本人のメニュー' }));
    await press(page, page.getByRole('button', { name: 'ログアウト' }));
    await page.waitForURL('**/sign-in');
    await page.getByLabel('職員番号').fill(staffNumber);
    await page.getByLabel('パスワード').fill(TEST_PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/sign-in/second');
    await page.goto('/courses');
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await page.goto('/sign-in/second');
    await second();
    await page.waitForURL((url) => url.pathname === '/');
    await page.getByText('前回のログイン').waitFor();
  }

  function codeOf(secret: string): string {
    const timestamp = journey.web.clock.now().getTime();
    return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
  }
});

/** With the keyboard, as whoever has no mouse. */
async function press(page: Page, what: ReturnType<Page['locator']>): Promise<void> {
  await what.focus();
  await page.keyboard.press('Enter');
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}
