import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Clock, FileStore, IncomingFiles, type KeptFile } from '@app/platform';
import { FileDays } from './file-days';

const DAY_MS = 24 * 60 * 60 * 1000;

interface MadeFile {
  readonly path: string;
  readonly mediaType: string;
  readonly name: string;
  readonly accountId: string;
}

/** Writes what is made to the disk as it comes, and keeps it for some days. */
@Injectable()
export class MadeFiles {
  constructor(
    private readonly incoming: IncomingFiles,
    private readonly files: FileStore,
    private readonly days: FileDays,
    private readonly clock: Clock,
  ) {}

  /** Returns where it stands until it is kept or removed. */
  async write(parts: AsyncIterable<Uint8Array>): Promise<string> {
    return (await this.incoming.receive(Readable.from(parts))).path;
  }

  /** In the caller's transaction. */
  async keep({
    path,
    mediaType,
    name: fileName,
    accountId: createdBy,
  }: MadeFile): Promise<KeptFile & { readonly expiresAt: Date }> {
    const kept = await this.files.keep({ path, mediaType, fileName, createdBy });
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + (await this.days.current()) * DAY_MS);
    return { ...kept, expiresAt };
  }

  /** The bytes; what is known of them stays. */
  async removeContents(fileIds: readonly string[]): Promise<void> {
    await this.files.removeContents(fileIds);
  }

  async remove(path: string): Promise<void> {
    await this.incoming.remove(path);
  }
}
