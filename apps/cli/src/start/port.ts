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

function adviceOn(host: string, port: number, error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'EADDRINUSE':
      return (
        `ポート ${port} は別のプログラムが使っています（${host}）。` +
        `そのプログラムを終えるか、PORT に別の番号を指定してください。例: PORT=${port + 1} npm start`
      );
    case 'EACCES':
      return `ポート ${port} で待ち受ける権限がありません。PORT に 1024 以上の番号を指定してください。例: PORT=3000 npm start`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `HOST（${host}）はこの機械のアドレスではありません。例: HOST=127.0.0.1 npm start`;
    default:
      return `${host} のポート ${port} で待ち受けられません（HOST と PORT を確かめてください）。${message}`;
  }
}
