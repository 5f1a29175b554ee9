import { readFile } from 'node:fs/promises';
import type { CleanFile, IncomingFiles } from '@app/platform';
import type { PageRequest } from '../http';

/** A file of a form, standing among the incoming files. */
export interface UploadedFile {
  readonly field: string;
  readonly fileName: string;
  readonly path: string;
  readonly byteSize: number;
  /** Longer than its field allows: only its beginning is here. */
  readonly isTooLarge: boolean;
}

/** The files of one request, what was made of them, and what must happen when it is over. */
export class RequestUploads {
  readonly files: UploadedFile[] = [];
  readonly clean = new Map<string, CleanFile>();
  private readonly ends: (() => void)[] = [];

  constructor(private readonly incoming: IncomingFiles) {}

  /** Runs when the request is over, once, whatever became of it. */
  atTheEnd(act: () => void): void {
    this.ends.push(act);
  }

  /** Takes every file away again that was not stored; may be called often. */
  async release(): Promise<void> {
    for (const act of this.ends.splice(0)) act();
    const paths = this.files.flatMap(({ path }) => [path, `${path}.clean`]);
    await this.incoming.remove(...paths);
  }
}

/** The file sent under a field's name, or null when none was chosen. */
export function uploadOf(request: PageRequest, field: string): UploadedFile | null {
  return request.uploads?.files.find((file) => file.field === field) ?? null;
}

/** What was made of it to be stored. */
export function cleanFileOf(request: PageRequest, field: string): CleanFile | null {
  return request.uploads?.clean.get(field) ?? null;
}

/** The bytes of a file that is read at once and not stored. */
export async function readUpload(
  request: PageRequest,
  field: string,
): Promise<{ readonly fileName: string; readonly bytes: Buffer } | undefined> {
  const file = uploadOf(request, field);
  return file ? { fileName: file.fileName, bytes: await readFile(file.path) } : undefined;
}
