import { auditCheckSentence } from '@app/accounts';
import { AuditCheck, col, Database, FileStore, statement } from '@app/platform';
import type { Check } from './check';

const FILE_PROBLEMS = {
  missing: 'ファイルがありません',
  changed: '保存したときと内容が違います',
  orphan: '対応する記録がありません',
} as const;

const STORED_FILES = statement({
  name: 'cli.verify-stored-files',
  sql: 'SELECT count(*)::int AS count FROM stored_files',
  parameters: {},
  row: { count: col.int },
});

export const auditChainCheck: Check = {
  name: 'I5 監査記録がつながっている',
  run: async (app) => {
    const { checked, anchors, problem } = await app.get(AuditCheck).run();
    const entryId = problem && 'entryId' in problem ? problem.entryId : null;
    const anchorDay = problem && 'day' in problem ? problem.day : null;
    const found = { entries: String(checked), anchors: String(anchors), entryId, anchorDay };
    const problems = problem ? [auditCheckSentence({ ...found, problem: problem.kind })] : [];
    return { checked: `${String(checked)}件・控え${String(anchors)}件`, problems };
  },
};

export const filesCheck: Check = {
  name: 'I6 証明書のファイルと記録が一致する',
  run: async (app) => {
    const { count } = await app.get(Database).only(STORED_FILES, {});
    const problems = await app.get(FileStore).verify();
    return {
      checked: `${String(count)}件`,
      problems: problems.map((it) => `ファイル ${it.storageKey}: ${FILE_PROBLEMS[it.kind]}`),
    };
  },
};
