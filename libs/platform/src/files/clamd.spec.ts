import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clamd, clamdAddress, ScanFailed } from './clamd';

/** What a scanner does with what it was sent. */
type Behaviour = (socket: Socket, received: Buffer) => void;

describe('Clamd', () => {
  let folder: string;
  let file: string;
  let server: Server;
  let behaviour: Behaviour;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tsunagaru-clamd-'));
    file = join(folder, 'file');
    writeFileSync(file, Buffer.alloc(150_000, 'a'));
    server = createServer((socket) => {
      let received = Buffer.of();
      socket.on('error', () => undefined);
      socket.on('data', (chunk) => {
        received = Buffer.concat([received, Buffer.from(chunk)]);
        behaviour(socket, received);
      });
    });
    await new Promise<void>((resolve) => server.listen(join(folder, 'socket'), resolve));
  });

  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  it('sends the file in pieces behind their lengths, and an empty piece at the end', async () => {
    let content: Buffer = Buffer.of();
    behaviour = atTheEnd((socket, whole) => {
      content = whole;
      socket.end('stream: OK\0');
    });
    expect(await scanner().scan(file)).toEqual({ isInfected: false });
    expect([content.length, content.every((byte) => byte === 97)]).toEqual([150_000, true]);
  });

  it('tells what was found', async () => {
    behaviour = atTheEnd((socket) => socket.end('stream: Eicar-Test-Signature FOUND\0'));
    expect(await scanner().scan(file)).toEqual({
      isInfected: true,
      signature: 'Eicar-Test-Signature',
    });
  });

  it('takes an answer in the middle of a file: it was enough, or too much', async () => {
    behaviour = (socket) => socket.end('stream: Heuristics.X FOUND\0');
    expect(await scanner().scan(file)).toMatchObject({ isInfected: true });
    behaviour = (socket) => socket.end('INSTREAM size limit exceeded. ERROR\0');
    await expect(scanner().scan(file)).rejects.toThrow('size limit exceeded');
  });

  it('does not take a file for clean before its end, or from half an answer or two', async () => {
    const long = join(folder, 'long');
    writeFileSync(long, Buffer.alloc(8_000_000, 'a'));
    behaviour = (socket) => socket.end('stream: OK\0');
    await expect(new Clamd({ path: join(folder, 'socket') }, 3_000).scan(long)).rejects.toThrow(
      ScanFailed,
    );
    for (const answer of ['stream: OK', 'stream: OK\0stream: Eicar FOUND\0']) {
      behaviour = atTheEnd((socket) => socket.end(answer));
      await expect(scanner().scan(file)).rejects.toThrow(ScanFailed);
    }
  });

  it.each<[string, Behaviour]>([
    ['hangs up', (socket) => socket.destroy()],
    ['answers something else', (socket) => socket.end('UNKNOWN COMMAND\0')],
    ['says that a file is OK as part of something else', (socket) => socket.end('x stream: OK\0')],
    ['never answers', () => undefined],
    ['never stops answering', (socket) => socket.write('x'.repeat(10_000))],
  ])('fails when the scanner %s', async (_name, behave) => {
    behaviour = behave;
    await expect(scanner().scan(file)).rejects.toThrow(ScanFailed);
  });

  it('fails when nobody is there', async () => {
    await expect(new Clamd({ path: join(folder, 'none') }, 300).ping()).rejects.toThrow(ScanFailed);
  });

  it('knows that the scanner is there', async () => {
    behaviour = (socket, received) => {
      if (received.toString() === 'zPING\0') socket.end('PONG\0');
    };
    await expect(scanner().ping()).resolves.toBeUndefined();
  });

  it.each([
    ['/run/clamav/clamd.ctl', { path: '/run/clamav/clamd.ctl' }],
    ['127.0.0.1:3310', { host: '127.0.0.1', port: 3310 }],
    ['[::1]:3310', { host: '::1', port: 3310 }],
    ['scanner.city.example.jp:3310', { host: 'scanner.city.example.jp', port: 3310 }],
  ])('finds %s', (text, address) => {
    expect(clamdAddress(text)).toEqual(address);
  });

  function scanner(): Clamd {
    return new Clamd({ path: join(folder, 'socket') }, 300);
  }
});

/** Reads the pieces as clamd does, and acts when the last has come. */
function atTheEnd(act: (socket: Socket, content: Buffer) => void): Behaviour {
  const start = Buffer.from('zINSTREAM\0');
  return (socket, received) => {
    const pieces: Buffer[] = [];
    for (let at = start.length; at + 4 <= received.length;) {
      const length = received.readUInt32BE(at);
      if (length === 0) {
        act(socket, Buffer.concat(pieces));
        return;
      }
      pieces.push(received.subarray(at + 4, at + 4 + length));
      at += 4 + length;
    }
  };
}
