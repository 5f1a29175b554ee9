import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testServerUrl } from '../../libs/testing/src/server-url';
import { templateFilesFolder } from '../../libs/testing/src/template-files';
import type { DemoTest, Part } from './demo';
import { crawl, type CrawledPage, FILES_BUT_CSV } from './http-crawl';

/**
 * Every page and CSV file that a part of the demo city reaches by links on the day that it was played for; one lesson
 * stands for all. Crawled once in a run, whichever spec asks first: only for specs that look at what is written there,
 * for the hidden fields are those of another visit.
 */
export async function pagesSeenBy(
  demo: Pick<DemoTest, 'signInAs'>,
  part: Part,
): Promise<readonly CrawledPage[]> {
  const folder = templateFilesFolder(testServerUrl());
  const file = join(folder, `seen-by-${part}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as CrawledPage[];
  const visitor = await demo.signInAs(part);
  const pages = await crawl(visitor, { unread: FILES_BUT_CSV, oneLesson: true });
  mkdirSync(folder, { recursive: true });
  // Renamed into place: another worker reads all of it or crawls for itself.
  const attempt = `${file}.${String(process.pid)}`;
  writeFileSync(attempt, JSON.stringify(pages));
  renameSync(attempt, file);
  return pages;
}
