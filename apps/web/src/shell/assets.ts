import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';

/** Beside the compiled app; when the sources themselves run (tests), where the last build put them. */
const FOLDERS = [
  join(__dirname, '../../public'),
  join(__dirname, '../../../../dist/apps/web/public'),
];

/** Where the compiled styles and scripts are: names with a hash of their content, kept by browsers for a year. */
@Injectable()
export class Assets {
  readonly folder: string;
  readonly addresses: Readonly<Record<string, string>>;

  constructor() {
    const folder = FOLDERS.find((path) => existsSync(join(path, 'manifest.json')));
    if (!folder) throw new Error('The styles and scripts are not built: run `npm run build` first');
    this.folder = folder;
    this.addresses = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Record<
      string,
      string
    >;
  }
}
