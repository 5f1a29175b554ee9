import { Injectable } from '@nestjs/common';
import { InvalidInput } from '@app/platform';
import { Dependents } from '../undo/dependents';
import { UndoParts } from '../undo/undo-parts';

const SAID = 5;
const EVER = new Date(0);

/** A unit with people, roles or open courses does not end silently: what would stand on nothing is said by person. */
@Injectable()
export class UnitEnds {
  constructor(
    private readonly parts: UndoParts,
    private readonly dependents: Dependents,
  ) {}

  /** To be called when the end is written, in the transaction that is taken back with what is thrown. */
  async requireEmpty(batchId: string, field: 'lastDay' | 'from'): Promise<void> {
    const all = await this.parts.listAll({ batchId, since: EVER, restoredIds: [] });
    // Whoever goes along is not asked whether they were employed on all days of a role before.
    const stranded = all.filter(({ lacksUnit }) => lacksUnit);
    if (stranded.length === 0) return;
    const found = stranded.map(({ subjectId, text }) => ({ subjectId, text, laterId: null }));
    const named = await this.dependents.named(found);
    const kinds = new Map<string, string[]>();
    for (const { text, subject } of named) kinds.set(text, [...(kinds.get(text) ?? []), subject]);
    const said = [...kinds].map(([text, of]) => `${text}: ${listed(of)}`);
    throw new InvalidInput({
      [field]: `この日で終えると、次のものの行き先がなくなります。先に、それぞれを移すか終えてください。${said.join('。')}`,
    });
  }
}

function listed(subjects: readonly string[]): string {
  const all = [...new Set(subjects)];
  const more = all.length > SAID ? `ほか${String(all.length - SAID)}件` : '';
  return [...all.slice(0, SAID), more].filter(Boolean).join('、');
}
