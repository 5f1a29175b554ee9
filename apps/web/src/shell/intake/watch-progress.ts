import type { Request } from 'express';
import { RequestRefused } from './request-refused';

const LOOK_EVERY_MS = 1_000;
const LONGEST_SILENCE = 15;
const LONGEST = 110;

/** Refuses a body that comes too slowly: it would keep a place that others wait for. */
export function watchProgress(
  request: Request,
  ended: AbortSignal,
  refuse: (error: Error) => void,
): void {
  let before = request.socket.bytesRead;
  let silence = 0;
  let looks = 0;
  const timer = setInterval(() => {
    looks += 1;
    silence = request.socket.bytesRead === before ? silence + 1 : 0;
    before = request.socket.bytesRead;
    if (silence >= LONGEST_SILENCE || looks >= LONGEST) refuse(tooSlow());
  }, LOOK_EVERY_MS);
  ended.addEventListener('abort', () => {
    clearInterval(timer);
  });
}

function tooSlow(): RequestRefused {
  return new RequestRefused(
    408,
    '送信が途中で止まったか、時間がかかりすぎたため、受け取っていません。通信の状態を確かめるか、ファイルを小さくして、もう一度お試しください。',
  );
}
