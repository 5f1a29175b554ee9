import { join } from 'node:path';

/** What the web gives to browsers, as the build left it. */
export const PUBLIC_FOLDER = join(__dirname, '../../../apps/web/public');
