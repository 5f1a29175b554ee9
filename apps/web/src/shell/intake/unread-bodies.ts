import type { NextFunction, Request, Response } from 'express';

const LOOK_EVERY_MS = 100;
const LONGEST_MS = 10_000;
const MAXIMUM_BYTES = 32 * 1024 * 1024;

/**
 * What was refused without being read is still on its way, and browsers show an answer only when they could send all.
 * So the line stays open behind the answer, and the rest is thrown away as it comes, up to a limit.
 */
export function passOverUnread(request: Request, response: Response, next: NextFunction): void {
  const isLast = !response.shouldKeepAlive;
  // Node would cut the line of a client that wants no second answer in the middle of what it sends.
  response.shouldKeepAlive = true;
  response.once('finish', () => {
    passOver(request, isLast);
  });
  next();
}

function passOver(request: Request, isLast: boolean): void {
  const { socket } = request;
  if (request.complete) {
    if (isLast) socket.end();
    return;
  }
  const start = socket.bytesRead;
  let waited = 0;
  const timer = setInterval(() => {
    waited += LOOK_EVERY_MS;
    const isTooMuch = socket.bytesRead - start > MAXIMUM_BYTES || waited >= LONGEST_MS;
    if (isTooMuch) socket.destroy();
    else if (request.complete && isLast) socket.end();
    if (request.complete || socket.destroyed) clearInterval(timer);
  }, LOOK_EVERY_MS).unref();
}
