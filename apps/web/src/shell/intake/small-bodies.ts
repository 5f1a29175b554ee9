import { json, type RequestHandler, type Response, urlencoded } from 'express';
import type { PageRequest } from '../http';
import { malformed, RequestRefused, tooLarge, tooManyFields } from './request-refused';

const MAXIMUM_FIELDS = 500;
const DEEPEST = 32;
const OPENING = [0x5b, 0x7b];
const CLOSING = [0x5d, 0x7d];
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** What may not be compressed cannot unpack to more than was sent. */
const PLAIN = { inflate: false } as const;

/** Reads a form or JSON of at most so many bytes into `body`. */
export function readForm(request: PageRequest, response: Response, bytes: number): Promise<void> {
  const parser = urlencoded({
    ...PLAIN,
    extended: false,
    limit: bytes,
    parameterLimit: MAXIMUM_FIELDS,
  });
  return run(parser, { request, response, bytes });
}

export function readJson(request: PageRequest, response: Response, bytes: number): Promise<void> {
  const verify = (_request: unknown, _response: unknown, body: Buffer) => {
    if (depthOf(body) > DEEPEST) throw malformed();
  };
  return run(json({ ...PLAIN, limit: bytes, verify }), { request, response, bytes });
}

interface Reading {
  readonly request: PageRequest;
  readonly response: Response;
  readonly bytes: number;
}

/** As a promise, so that what surrounds the request (the city's words) goes on behind it. */
function run(parser: RequestHandler, { request, response, bytes }: Reading): Promise<void> {
  return new Promise((resolve, reject) => {
    void parser(request, response, (error?: unknown) => {
      if (error === undefined) resolve();
      else reject(refusalOf(error, bytes));
    });
  });
}

/** The parsers' own errors carry a type. */
function refusalOf(error: unknown, bytes: number): Error {
  if (error instanceof RequestRefused) return error;
  const { type } = error as { readonly type?: unknown };
  if (type === 'entity.too.large') return tooLarge(bytes);
  if (type === 'parameters.too.many') return tooManyFields();
  if (type === 'encoding.unsupported' || type === 'charset.unsupported')
    return new RequestRefused(
      415,
      'この形式では受け取れません。圧縮せず、UTF-8で送信してください。',
    );
  return malformed();
}

/** How deep JSON is nested, by its brackets outside of texts: told before it is parsed. */
export function depthOf(text: Buffer): number {
  let depth = 0;
  let deepest = 0;
  let isText = false;
  for (let at = 0; at < text.length; at++) {
    const byte = text[at] ?? 0;
    if (byte === BACKSLASH && isText) at += 1;
    else if (byte === QUOTE) isText = !isText;
    else if (isText) continue;
    else if (OPENING.includes(byte)) deepest = Math.max(deepest, ++depth);
    else if (CLOSING.includes(byte)) depth -= 1;
  }
  return deepest;
}
