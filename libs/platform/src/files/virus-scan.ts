import { Inject, Injectable } from '@nestjs/common';
import { APP_CONFIG, type AppConfig } from '../config/config';
import { Unavailable } from '../errors/errors';
import { AppLogger } from '../log/logger';
import { Clamd, clamdAddress, type ScanResult } from './clamd';

const LONGEST_MS = 30_000;
const LONGEST_PING_MS = 2_000;

/** Whether what people send is scanned for viruses, and whether the scanner answers now. */
export type ScannerState = 'off' | 'ready' | 'unreachable';

/** Asks the city's ClamAV about every file, where one is configured. */
@Injectable()
export class VirusScan {
  private readonly address;

  constructor(
    @Inject(APP_CONFIG) config: AppConfig,
    private readonly logger: AppLogger,
  ) {
    this.address = config.CLAMD_SOCKET === undefined ? null : clamdAddress(config.CLAMD_SOCKET);
  }

  /** A file that could not be scanned is not taken: throws Unavailable. */
  async scan(path: string): Promise<ScanResult> {
    if (this.address === null) return { isInfected: false };
    try {
      return await new Clamd(this.address, LONGEST_MS).scan(path);
    } catch (error) {
      this.logger.error('A file could not be scanned for viruses', error);
      throw new Unavailable(
        'files.scan',
        'いまウイルスの検査ができないため、ファイルを受け取れませんでした。何も登録していません。しばらくしてから、もう一度送信してください。続くときは、システム管理者に連絡してください。',
      );
    }
  }

  async state(): Promise<ScannerState> {
    if (this.address === null) return 'off';
    try {
      await new Clamd(this.address, LONGEST_PING_MS).ping();
      return 'ready';
    } catch {
      return 'unreachable';
    }
  }
}
