import busboy from 'busboy';
import { HttpException } from '@nestjs/common';
import type { NextFunction, Response } from 'express';
import type { PageRequest, UploadedFile } from './http';

/** Evidence and staff files are small; whatever is larger is refused before it is held in memory. */
export const MAXIMUM_UPLOAD_BYTES = 10 * 1024 * 1024;

const LIMITS = {
  fileSize: MAXIMUM_UPLOAD_BYTES,
  files: 2,
  fields: 40,
  fieldSize: 20_000,
  parts: 42,
  headerPairs: 40,
};

/** Reads a multipart form of a signed-in person into `body` (fields) and `uploads` (files), within hard limits. */
export function multipartForms(
  request: PageRequest,
  _response: Response,
  next: NextFunction,
): void {
  if (!request.is('multipart/form-data') || !request.user) {
    next();
    return;
  }
  readForm(request).then(
    () => {
      next();
    },
    (error: unknown) => {
      request.unpipe();
      request.resume();
      next(error);
    },
  );
}

async function readForm(request: PageRequest): Promise<void> {
  const parser = busboy({ headers: request.headers, limits: LIMITS, defParamCharset: 'utf8' });
  const body: Record<string, string> = {};
  const uploads: UploadedFile[] = [];
  await new Promise<void>((resolve, reject) => {
    const tooLarge = () => {
      reject(new HttpException('Too large', 413));
    };
    const malformed = () => {
      reject(new HttpException('Malformed', 400));
    };
    parser.on('field', (name, value, { valueTruncated }) => {
      // A text that was cut (a list of staff, say) must never pass for the whole.
      if (valueTruncated) tooLarge();
      body[name] = value;
    });
    parser.on('file', (fieldName, stream, info) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('limit', tooLarge);
      // A form that ends inside a file is told here first; without a listener it would end the process.
      stream.on('error', malformed);
      stream.on('close', () => {
        const bytes = Buffer.concat(chunks);
        if (info.filename) uploads.push({ fieldName, fileName: info.filename, bytes });
      });
    });
    parser.on('filesLimit', tooLarge);
    parser.on('fieldsLimit', tooLarge);
    parser.on('partsLimit', tooLarge);
    parser.on('error', malformed);
    parser.on('close', resolve);
    request.on('aborted', () => {
      reject(new HttpException('Aborted', 400));
    });
    request.pipe(parser);
  });
  request.body = body;
  request.uploads = uploads;
}

/** The file sent under a field's name, or null when none was chosen. */
export function uploadOf(request: PageRequest, fieldName: string): UploadedFile | null {
  return request.uploads?.find((file) => file.fieldName === fieldName) ?? null;
}
