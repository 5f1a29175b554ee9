import { Agent, request } from 'node:http';

/** A request as it goes out, byte for byte. */
export interface Shot {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer | null;
}

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly isReached: boolean;
  readonly milliseconds: number;
  readonly cookies: readonly string[];
}

/** Set by the probe of the spec on whatever a handler was called for. */
export const REACHED = 'x-handler-reached';
/** Of a request: with a file that takes as long to be looked at as it may, on a busy machine. */
const LONGEST_MS = 25_000;

/** Sends what no browser and no library would send; an answer that does not come is an error. */
export class Sender {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 8 });

  constructor(private readonly port: number) {}

  close(): void {
    this.agent.destroy();
  }

  send(shot: Shot): Promise<Answer> {
    const start = performance.now();
    return new Promise((resolve, reject) => {
      const headers = {
        ...shot.headers,
        ...(shot.body && { 'content-length': String(shot.body.length) }),
      };
      const { method, path } = shot;
      const sent = request(
        { host: '127.0.0.1', port: this.port, agent: this.agent, method, path, headers },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            resolve({
              status: response.statusCode ?? 0,
              type: response.headers['content-type'] ?? '',
              text: Buffer.concat(chunks).toString('utf8'),
              isReached: response.headers[REACHED] !== undefined,
              milliseconds: performance.now() - start,
              cookies: response.headers['set-cookie'] ?? [],
            });
          });
        },
      );
      sent.setTimeout(LONGEST_MS, () => sent.destroy(new Error('no answer')));
      sent.on('error', reject);
      sent.end(shot.body ?? undefined);
    });
  }
}
