import { StreamableFile } from '@nestjs/common';
import { attachmentHeader, type OpenedFile } from '@app/platform';
import type { Response } from 'express';

/** A file that somebody sent: always saved, never shown, never run, whatever it holds. */
export function sendStoredFile(response: Response, file: OpenedFile): StreamableFile {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader(
    'Content-Security-Policy',
    "sandbox; default-src 'none'; frame-ancestors 'none'",
  );
  // Who goes away in the middle must not leave the file open.
  response.once('close', () => file.stream.destroy());
  return new StreamableFile(file.stream, {
    type: file.mediaType,
    length: file.byteSize,
    disposition: attachmentHeader(file.fileName),
  });
}

/** A picture that we drew ourselves: shown, and alone on a page of its own still nothing but a picture. */
export function sendPicture(response: Response, png: Buffer): StreamableFile {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader(
    'Content-Security-Policy',
    "default-src 'none'; sandbox; frame-ancestors 'none'",
  );
  return new StreamableFile(png, { type: 'image/png', length: png.length, disposition: 'inline' });
}
