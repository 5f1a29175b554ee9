import { createServer } from 'node:net';
import { CommandError } from '../command';

/** Refuses early, with advice, when the web server could not listen on `host`:`port`. */
export async function requireFreePort(host: string, port: number): Promise<void> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port, exclusive: true }, resolve);
    });
  } catch (error) {
    throw new CommandError(adviceOn(host, port, error), { cause: error });
  }
  await new Promise((resolve) => server.close(resolve));
}

const ADVICE: Readonly<Record<string, (host: string, port: number) => string>> = {
  EADDRINUSE: (host, port) =>
    `ポート ${port} は別のプログラムが使っています（${host}）。` +
    `そのプログラムを終えるか、PORT に別の番号を指定してください。例: PORT=${port + 1} npm start`,
  EACCES: (_host, port) =>
    `ポート ${port} で待ち受ける権限がありません。` +
    'PORT に 1024 以上の番号を指定してください。例: PORT=3000 npm start',
  EADDRNOTAVAIL: notOurs,
  ENOTFOUND: notOurs,
  EAI_AGAIN: notOurs,
};

function notOurs(host: string): string {
  return `HOST（${host}）はこの機械のアドレスではありません。例: HOST=127.0.0.1 npm start`;
}

function adviceOn(host: string, port: number, error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const general = `${host} のポート ${port} で待ち受けられません（HOST と PORT を確かめてください）。${message}`;
  return ADVICE[code]?.(host, port) ?? general;
}
