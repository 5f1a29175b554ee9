import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import '../support/every-statement';
import { SQL_FOLDER, sqlDocuments } from '../support/sql-documents';

/** `npm run sql`: writes docs/sql anew from the statements in the code. */
const folder = join(process.cwd(), SQL_FOLDER);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [file, text] of sqlDocuments()) writeFileSync(join(folder, file), text);
