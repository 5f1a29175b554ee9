import busboy from 'busboy';
import { DomainError, type IncomingFiles } from '@app/platform';
import type { PageRequest } from '../http';
import type { UploadRule } from './body-rule';
import { malformed, notOurs, tooLarge, tooManyFields } from './request-refused';
import type { RequestUploads } from './request-uploads';
import { watchProgress } from './watch-progress';

const FIELD_BYTES = 20_000;
const LIMITS = { fields: 40, fieldSize: FIELD_BYTES, parts: 42, headerPairs: 40 };
const CSRF_FIELD = '_csrf';

export interface MultipartReading {
  readonly request: PageRequest;
  readonly rule: UploadRule;
  readonly incoming: IncomingFiles;
  readonly uploads: RequestUploads;
  /** Null when it has been shown already, by a header or a token of the API. */
  readonly isToken: ((text: string) => boolean) | null;
}

type Fields = Record<string, string>;

/**
 * Reads a form with files as it comes: fields into what it returns, files to the disk. The token of the form stands in
 * front; without it no file is begun. Ends at the first thing that is wrong, and when nothing comes any more.
 */
export async function readMultipart(reading: MultipartReading): Promise<Fields> {
  const { request } = reading;
  const parser = parserOf(reading);
  const reader = new FormReader(reading);
  const ended = new AbortController();
  try {
    await new Promise<void>((resolve, reject) => {
      reader.attach(parser, { resolve, reject });
      request.once('close', () => {
        if (!request.complete) reject(malformed());
      });
      watchProgress(request, ended.signal, reject);
      request.pipe(parser);
    });
    await reader.filesWritten();
    return reader.fields;
  } catch (error) {
    request.unpipe(parser);
    parser.destroy();
    await reader.filesWritten().catch(() => undefined);
    throw error;
  } finally {
    ended.abort();
  }
}

function parserOf({ request, rule }: MultipartReading): busboy.Busboy {
  const files = Object.values(rule.fields);
  // One byte more than any may have: what is longer is told by it, and its rest is passed over.
  const fileSize = Math.max(...files.map((file) => file.maximumBytes)) + 1;
  const limits = { ...LIMITS, files: files.length, fileSize };
  try {
    return busboy({ headers: request.headers, limits, defParamCharset: 'utf8' });
  } catch {
    // Without a boundary there is nothing to read by.
    throw malformed();
  }
}

interface Settling {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

class FormReader {
  readonly fields: Fields = {};
  private readonly writing: Promise<void>[] = [];
  private isShown: boolean;

  constructor(private readonly reading: MultipartReading) {
    this.isShown = reading.isToken === null;
  }

  attach(parser: busboy.Busboy, { resolve, reject }: Settling): void {
    parser.on('field', (name, value, { valueTruncated }) => {
      // A text that was cut (a list of staff, say) must never pass for the whole.
      if (valueTruncated) reject(tooLarge(FIELD_BYTES));
      else if (!this.keep(name, value)) reject(notOurs());
    });
    parser.on('file', (field, stream, { filename }) => {
      // A form that ends inside of a file is told here as well; without a listener it would end the process.
      stream.on('error', () => {
        reject(malformed());
      });
      if (!this.isShown) {
        stream.resume();
        reject(notOurs());
        return;
      }
      const written = this.write(field, filename, stream);
      written.catch(reject);
      this.writing.push(written);
    });
    for (const limit of ['filesLimit', 'fieldsLimit', 'partsLimit'] as const)
      parser.on(limit, () => {
        reject(tooManyFields());
      });
    parser.on('error', () => {
      reject(malformed());
    });
    parser.on('close', resolve);
  }

  async filesWritten(): Promise<void> {
    await Promise.all(this.writing);
  }

  /** False when the token is not ours. */
  private keep(name: string, value: string): boolean {
    this.fields[name] = value;
    if (name !== CSRF_FIELD || this.isShown) return true;
    this.isShown = this.reading.isToken?.(value) ?? true;
    return this.isShown;
  }

  /** A field without a chosen file comes as a file without a name. */
  private async write(
    field: string,
    fileName: string | undefined,
    stream: NodeJS.ReadableStream,
  ): Promise<void> {
    const { rule, incoming, uploads } = this.reading;
    const maximumBytes = rule.fields[field]?.maximumBytes;
    if (!fileName || maximumBytes === undefined) {
      stream.resume();
      return;
    }
    try {
      const { path, byteSize } = await incoming.receive(stream);
      const isTooLarge = byteSize > maximumBytes;
      uploads.files.push({ field, fileName, path, byteSize, isTooLarge });
    } catch (error) {
      // The form ended inside of the file, or the disk is full.
      throw error instanceof DomainError ? error : malformed();
    }
  }
}
