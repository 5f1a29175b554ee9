import { createReadStream } from 'node:fs';
import { connect, type Socket } from 'node:net';

/** What clamd said of a file. */
export type ScanResult =
  | { readonly isInfected: false }
  | { readonly isInfected: true; readonly signature: string };

/** clamd did not answer, answered something else, or took too long. */
export class ScanFailed extends Error {
  override readonly name = 'ScanFailed';
}

export type ClamdAddress =
  | { readonly path: string }
  | { readonly host: string; readonly port: number };

const CHUNK = 64 * 1024;
const LENGTH_BYTES = 4;
const LONGEST_ANSWER = 4096;
/** The whole answer: what has more in it, or was cut off, says nothing about the file. */
const CLEAN = 'stream: OK\0';
const INFECTED = /^stream: ([^\0]+) FOUND\0$/;
const PONG = 'PONG\0';

/** `/run/clamav/clamd.ctl`, `127.0.0.1:3310` or `[::1]:3310`. */
export function clamdAddress(text: string): ClamdAddress {
  const [, host = '', port = ''] = /^\[?([^\]/]+?)\]?:(\d+)$/.exec(text) ?? [];
  return port === '' ? { path: text } : { host, port: Number(port) };
}

/**
 * Speaks with clamd: `zINSTREAM` with the file in pieces of 64 KB, each behind its length, a piece of length 0 at the
 * end. The file is read as fast as clamd takes it and never held as a whole.
 */
export class Clamd {
  constructor(
    private readonly address: ClamdAddress,
    private readonly longestMs: number,
  ) {}

  async scan(path: string): Promise<ScanResult> {
    const sent = { isWhole: false };
    const answer = await this.ask(async (socket) => {
      await write(socket, 'zINSTREAM\0');
      for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) {
        const piece = chunk as Buffer;
        const length = Buffer.alloc(LENGTH_BYTES);
        length.writeUInt32BE(piece.length);
        await write(socket, Buffer.concat([length, piece]));
      }
      sent.isWhole = true;
      await write(socket, Buffer.alloc(LENGTH_BYTES));
    });
    // A file may be bad before its end is read, but not good.
    if (answer === CLEAN && sent.isWhole) return { isInfected: false };
    const signature = INFECTED.exec(answer)?.[1];
    if (signature === undefined) throw new ScanFailed(`clamd answered: ${answer.slice(0, 200)}`);
    return { isInfected: true, signature };
  }

  /** Throws when clamd does not answer. */
  async ping(): Promise<void> {
    const answer = await this.ask((socket) => write(socket, 'zPING\0'));
    if (answer !== PONG) throw new ScanFailed(`clamd answered: ${answer.slice(0, 200)}`);
  }

  private ask(send: (socket: Socket) => Promise<void>): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(this.address);
      let answer = '';
      const fail = (reason: string): void => {
        clearTimeout(tooLong);
        socket.destroy();
        reject(new ScanFailed(reason));
      };
      const tooLong = setTimeout(() => {
        fail('clamd took too long');
      }, this.longestMs);
      socket.on('data', (chunk) => {
        answer += chunk.toString('utf8');
        if (answer.length > LONGEST_ANSWER) fail('clamd answered too much');
      });
      socket.once('error', (error) => {
        // It may have said why before it hung up (a file beyond its own limit).
        if (answer === '') fail(error.message);
      });
      socket.once('close', () => {
        clearTimeout(tooLong);
        if (answer === '') fail('clamd hung up');
        else resolve(answer);
      });
      // clamd may answer and hang up in the middle of a file: the answer counts, not the broken pipe.
      send(socket).catch(() => undefined);
    });
  }
}

function write(socket: Socket, bytes: Buffer | string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(bytes, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
