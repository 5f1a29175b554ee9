import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';

/** Where the compiled styles and scripts are: names with a hash of their content, kept by browsers for a year. */
@Injectable()
export class Assets {
  readonly folder = join(__dirname, '../public');
  readonly addresses: Readonly<Record<string, string>>;

  constructor() {
    const manifest = join(this.folder, 'manifest.json');
    // Tests run from the sources, where nothing was bundled; the pages then simply have no styles.
    const found = existsSync(manifest)
      ? (JSON.parse(readFileSync(manifest, 'utf8')) as object)
      : {};
    this.addresses = { 'app.css': '', 'app.js': '', ...found };
  }
}
