import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blindPaperOf, type BlindSelection } from './author-tools';

const SAMPLE = join(__dirname, '../../../../test/fixtures/courses');
const all: BlindSelection = {
  courses: [],
  seed: 7,
  usages: [],
  ids: [],
  sample: null,
  shown: 'question',
};

describe('blindPaperOf', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tsunagaru-blind-'));
    cpSync(SAMPLE, folder, { recursive: true });
    cpSync(join(folder, 'sample'), join(folder, 'other'), { recursive: true });
    const questions = join(folder, 'other/questions');
    for (const name of readdirSync(questions)) {
      const file = join(questions, name);
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll('id: sample.', 'id: other.'));
    }
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const idsOf = (selection: Partial<BlindSelection>): string[] =>
    blindPaperOf(folder, { ...all, ...selection })
      .entries.map(({ question }) => question.id)
      .sort();

  it('takes one course, several or all of them', () => {
    expect(idsOf({ courses: ['sample'] })).toHaveLength(9);
    expect(idsOf({ courses: ['sample', 'other'] })).toHaveLength(18);
    expect(idsOf({})).toHaveLength(18);
  });

  it('takes changed questions of several courses by their ids, always as the same text', () => {
    const selection = { ...all, ids: ['sample.002', 'other.001'] };
    expect(idsOf({ ids: selection.ids })).toEqual(['other.001', 'sample.002']);
    expect(blindPaperOf(folder, selection).hash).toBe(blindPaperOf(folder, selection).hash);
  });

  it('draws the sample from those questions whose choices can be handed out alone', () => {
    const alone = blindPaperOf(folder, { ...all, shown: 'choices' }).entries;
    expect(new Set(alone.map(({ question }) => question.kind))).toEqual(new Set(['single']));
    expect(idsOf({ shown: 'choices', sample: alone.length })).toHaveLength(alone.length);
    const ids = idsOf({ shown: 'choices', sample: 1 });
    expect(blindPaperOf(folder, { ...all, shown: 'choices', ids }).hash).toBe(
      blindPaperOf(folder, { ...all, shown: 'choices', sample: 1 }).hash,
    );
  });

  it('names a course or an id that is not there', () => {
    expect(() => blindPaperOf(folder, { ...all, courses: ['sample', 'none'] })).toThrow(
      'コース「none」がありません',
    );
    expect(() =>
      blindPaperOf(folder, { ...all, courses: ['sample'], ids: ['sample.001', 'other.001'] }),
    ).toThrow('問題「other.001」がありません');
  });
});
