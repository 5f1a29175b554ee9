import { extname, join } from 'node:path';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { APP_CONFIG, type AppConfig } from '../config/config';
import { NotFound } from '../errors/errors';
import { HelperProcess } from '../processes/helper-process';
import type { Drawn, DrawingAnswer, DrawingOrder, Undrawable } from './drawing/protocol';
import type { AcceptedType } from './file-kinds.rules';
import { FileStore } from './file-store';
import { PictureFolder } from './picture-folder';

export type UndrawnReason = Undrawable['reason'] | 'too_heavy';

/** What of a file can be shown beside other things, or why nothing of it can. */
export type FileDrawing = Drawn | { readonly reason: UndrawnReason };

/**
 * Pictures of the first pages of stored files, drawn anew by a process of its own when somebody looks for the first time
 * and kept until the file goes. Whether the reader may see them is the caller's matter.
 */
@Injectable()
export class FilePictures implements OnModuleDestroy {
  private readonly folder: PictureFolder;
  private readonly helper = new HelperProcess<Readonly<DrawingOrder>, DrawingAnswer>({
    program: join(__dirname, 'drawing', `main${extname(__filename)}`),
    heapMegabytes: 384,
    longestMs: 10_000,
  });
  /** Two readers at once wait for one drawing. */
  private readonly underWay = new Map<string, Promise<FileDrawing>>();
  /** Not kept on disk: another day the machine may be less busy. */
  private readonly tooHeavy = new Set<string>();

  constructor(
    @Inject(APP_CONFIG) config: AppConfig,
    private readonly files: FileStore,
  ) {
    this.folder = new PictureFolder(config.DATA_DIR);
  }

  /** Throws NotFound for a file whose bytes are gone. */
  async draw(fileId: string): Promise<FileDrawing> {
    const { path, mediaType } = await this.files.locate(fileId);
    const known = (await this.folder.about(fileId)) as FileDrawing | null;
    if (known !== null) return known;
    if (this.tooHeavy.has(fileId)) return { reason: 'too_heavy' };
    const started =
      this.underWay.get(fileId) ??
      this.drawNow(fileId, { source: path, mediaType: mediaType as AcceptedType });
    this.underWay.set(fileId, started);
    return started.finally(() => this.underWay.delete(fileId));
  }

  /** One picture as PNG; NotFound when this page has none. */
  async open(fileId: string, page: number): Promise<Buffer> {
    await this.draw(fileId);
    const picture = await this.folder.read(fileId, page);
    if (picture === null) throw new NotFound();
    return picture;
  }

  onModuleDestroy(): void {
    this.helper.stop();
  }

  private async drawNow(fileId: string, file: Omit<DrawingOrder, 'target'>): Promise<FileDrawing> {
    const target = await this.folder.begin();
    const answer = await this.helper.ask({ ...file, target });
    if (answer === null || ('reason' in answer && answer.reason === 'disk')) {
      await this.folder.discard(target);
      if (answer === null) this.tooHeavy.add(fileId);
      return answer ?? { reason: 'too_heavy' };
    }
    await this.folder.keep(target, fileId, answer);
    return answer;
  }
}
