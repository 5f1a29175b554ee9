import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { aPdf, aPng, rowsOf } from '@app/testing';
import { startWebTest, type Visitor, type WebTest } from '../support/web';

const PATH = '/certifications/new';
const PASS = {
  certificationCode: 'ip',
  passedOn: '2026-10-20',
  certificateNumber: 'IP-2026-10-00001',
};
const EICAR = 'Local-Test-Signature';
const MEGABYTE = 1024 * 1024;
const TAIL = '\r\n--x--\r\n';

/** A form whose file never comes to its end, as somebody would send it by hand. */
function beginning(field: string, value: string): string {
  return (
    `--x\r\ncontent-disposition: form-data; name="${field}"\r\n\r\n${value}\r\n` +
    '--x\r\ncontent-disposition: form-data; name="evidence"; filename="a.pdf"\r\n\r\n%PDF-1.4 '
  );
}

describe('What is sent', () => {
  let web: WebTest;
  let holder: Visitor;
  let scanner: Server;
  let incoming: string;
  let isScanning: boolean;
  let scanned: string[];

  beforeAll(async () => {
    scanner = createServer((socket) => {
      let received = Buffer.of();
      socket.on('error', () => undefined);
      socket.on('data', (chunk) => {
        received = Buffer.concat([received, Buffer.from(chunk)]);
        if (!received.subarray(-4).equals(Buffer.alloc(4))) return;
        scanned.push(createHash('sha256').update(received).digest('hex'));
        if (!isScanning) socket.destroy();
        else socket.end(`stream: ${received.includes(EICAR) ? `${EICAR} FOUND` : 'OK'}\0`);
      });
    });
    await new Promise<void>((resolve) => scanner.listen(0, '127.0.0.1', resolve));
    const { port } = scanner.address() as AddressInfo;
    const environment = { CLAMD_SOCKET: `127.0.0.1:${String(port)}` };
    web = await startWebTest({ environment });
    incoming = join(web.config.DATA_DIR, 'incoming');
    const unitId = await web.city.addUnit({ name: '総務課' });
    for (const [staffNumber, role] of [
      ['000901', 'hr'],
      ['000902', 'auditor'],
    ] as const)
      await web.city.addAccount(await web.city.addPerson({ staffNumber, unitId }), role);
    holder = await web.signIn('000901');
  });

  beforeEach(() => {
    isScanning = true;
    scanned = [];
  });

  afterAll(async () => {
    await web.close();
    scanner.close();
  });

  describe('is not read', () => {
    it.each([
      ['by nobody', 'anonymous', {}, 303],
      ['by somebody without the right', 'auditor', {}, 403],
      ['from another site', 'holder', { Origin: 'https://evil.example' }, 403],
      ['from nobody knows where', 'holder', {}, 403],
      ['when it is too long', 'holder', { 'Sec-Fetch-Site': 'same-origin' }, 413],
    ])('%s: the answer comes before the file', async (_name, who, headers, status) => {
      const visitor = await visitorOf(who);
      const path = who === 'auditor' ? '/imports' : PATH;
      const length = who === 'holder' && status === 413 ? 160 * MEGABYTE : MEGABYTE;
      const sent = await sendByHand(visitor, path, { headers, length, body: '' });
      expect(sent.status).toBe(status);
      expect(filesIncoming()).toEqual([]);
    });

    it('without its length', async () => {
      const headers = { 'Sec-Fetch-Site': 'same-origin', 'Transfer-Encoding': 'chunked' };
      const sent = await sendByHand(holder, PATH, { headers, length: null, body: '' });
      expect([sent.status, sent.text.includes('長さが分からない')]).toEqual([411, true]);
    });

    it('as a file when the token in front is wrong or missing', async () => {
      for (const field of ['_csrf', 'passedOn']) {
        const sent = await sendByHand(holder, PATH, {
          headers: { 'Sec-Fetch-Site': 'same-origin' },
          length: MEGABYTE,
          body: beginning(field, 'wrong'),
        });
        expect([sent.status, filesIncoming()]).toEqual([403, []]);
      }
    });

    it('as a file where none is taken', async () => {
      const answer = await holder.upload('/settings/tokens', {}, { x: aFile() }, '/settings');
      expect([answer.status, answer.text.includes('ファイルを受け取りません')]).toEqual([
        415,
        true,
      ]);
    });
  });

  it('leaves nothing when the sender hangs up in the middle', async () => {
    const { _csrf } = await holder.hiddenFields(PATH);
    const socket = await openByHand(holder, PATH, {
      headers: { 'Sec-Fetch-Site': 'same-origin' },
      length: MEGABYTE,
      body: beginning('_csrf', _csrf) + 'x'.repeat(100_000),
    });
    await until(() => filesIncoming().length === 1);
    socket.destroy();
    await until(() => filesIncoming().length === 0);
    const after = await holder.upload(PATH, PASS, { evidence: aFile() });
    expect(after.status).toBe(303);
  });

  it('is refused in words, whatever is wrong with its form', async () => {
    const send = (type: string, body: string) =>
      holder.agent
        .post(PATH)
        .set('Sec-Fetch-Site', 'same-origin')
        .set('Content-Type', type)
        .send(body);
    const answers = [
      await send('multipart/form-data', 'x'),
      await send('multipart/form-data; boundary=x', `--x\r\n\r\n${TAIL}`),
      await send('application/json', '['.repeat(1000) + ']'.repeat(1000)),
      await send('application/json', '{"a":'),
      await send('application/x-www-form-urlencoded', 'a=%00'),
      await send('application/x-www-form-urlencoded', 'x&'.repeat(10_000)),
      await send('application/x-www-form-urlencoded', 'x'.repeat(200_000)),
    ];
    expect(answers.map((it) => it.status)).toEqual([400, 400, 400, 400, 400, 413, 413]);
    for (const answer of answers) expect(answer.text).toMatch(/もう一度お試しください/);
  });

  it('is not unpacked', async () => {
    const packed = await holder.agent
      .post(PATH)
      .set('Content-Encoding', 'gzip')
      .type('form')
      .send('x=1');
    expect(packed.status).toBe(415);
  });

  describe('and scanned', () => {
    it('is refused when it is infected; the person is told, the auditor can read it', async () => {
      const bytes = Buffer.concat([aPdf(), Buffer.from(EICAR), Buffer.from('\n%%EOF')]);
      const answer = await holder.upload(PATH, PASS, { evidence: { bytes, name: '証書.pdf' } });
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('ウイルス検査で問題が見つかった');
      expect(answer.text).toContain('value="IP-2026-10-00001"');
      const rows = await rowsOf<{ detail: object }>(
        web.database,
        `SELECT detail FROM audit_entries WHERE action = 'upload.infected'`,
      );
      expect(rows).toEqual([{ detail: { signature: EICAR, path: PATH } }]);
      const auditor = await web.signIn('000902');
      expect((await auditor.get('/audit')).text).toContain(
        'ウイルス検査で問題が見つかったファイルを拒否',
      );
      expect(filesIncoming()).toEqual([]);
    });

    it('is also scanned when it is a list of staff', async () => {
      const units = { bytes: Buffer.from(EICAR), name: 'soshiki.csv' };
      const answer = await holder.upload('/imports', { effectiveOn: '2026-12-01' }, { units });
      expect([answer.status, answer.text.includes('ウイルス検査で')]).toEqual([422, true]);
    });

    it('is not taken while the scanner does not answer', async () => {
      isScanning = false;
      const answer = await holder.upload(PATH, PASS, { evidence: aFile() });
      expect(answer.status).toBe(503);
      expect(answer.text).toContain('いまウイルスの検査ができない');
      expect([scanned.length, filesIncoming()]).toEqual([1, []]);
    });
  });

  function aFile() {
    return { bytes: aPng(), name: '証書.png' };
  }

  async function visitorOf(who: string): Promise<Visitor> {
    if (who === 'anonymous') return web.anonymous();
    return who === 'auditor' ? web.signIn('000902') : holder;
  }

  function filesIncoming(): string[] {
    return existsSync(incoming) ? readdirSync(incoming) : [];
  }

  interface ByHand {
    readonly headers: Readonly<Record<string, string>>;
    readonly length: number | null;
    readonly body: string;
  }

  /** Only the head of a request and the beginning of its body. */
  async function openByHand(visitor: Visitor, path: string, { headers, length, body }: ByHand) {
    const { port } = web.server.address() as AddressInfo;
    const cookies = visitor.agent.jar.getCookies({
      domain: '127.0.0.1',
      path: '/',
      secure: false,
      script: false,
    });
    const lines = {
      Host: `127.0.0.1:${String(port)}`,
      Cookie: cookies.toValueString(),
      'Content-Type': 'multipart/form-data; boundary=x',
      ...(length !== null && { 'Content-Length': String(length) }),
      ...headers,
    };
    const head = Object.entries(lines).map((line) => line.join(': '));
    const socket = connect(port, '127.0.0.1');
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    socket.write(`POST ${path} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n${body}`);
    return socket;
  }

  /** What is answered although the body never comes. */
  async function sendByHand(visitor: Visitor, path: string, what: ByHand) {
    const socket = await openByHand(visitor, path, what);
    const text = await new Promise<string>((resolve) => {
      let answer = '';
      socket.on('data', (chunk) => {
        answer += chunk.toString('utf8');
        if (/\r\n0\r\n\r\n$|<\/html>|Redirecting to/.test(answer)) resolve(answer);
      });
      socket.on('error', () => undefined);
      socket.on('close', () => {
        resolve(answer);
      });
    });
    socket.destroy();
    return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1]), text };
  }

  async function until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
  }
});
