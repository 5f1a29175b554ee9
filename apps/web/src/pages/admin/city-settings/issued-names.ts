import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/access';
import { COUNTED_ROLES, NamedLetterQueries } from '@app/appointments';
import {
  Clock,
  formatDateShort,
  isCountedDay,
  roleWordKey,
  things,
  type WordRow,
} from '@app/platform';

const KEPT = '書面と任命簿は、発行したときの名前のままです。';

/** What letters on paper say of names that are about to change: nothing of them is drawn again. */
@Injectable()
export class IssuedNames {
  constructor(
    private readonly letters: NamedLetterQueries,
    private readonly clock: Clock,
  ) {}

  /** Of names that were typed for a day: a sentence for each role whose letters say another one. */
  async textsFor(
    actor: Actor,
    nameOf: (role: (typeof COUNTED_ROLES)[number]) => string,
    validFrom: string,
  ): Promise<readonly string[]> {
    if (!isCountedDay(validFrom)) return [];
    const texts: string[] = [];
    for (const role of COUNTED_ROLES) {
      const word = nameOf(role);
      const { other } = await this.letters.count(actor, { role, word, from: validFrom });
      if (other === 0) continue;
      texts.push(
        `任期が${formatDateShort(validFrom)}以後に始まる人に、「${word}」と違う名前で発行した書面が${things(other)}あります。${KEPT}「${word}」の書面を渡すときは、再発行してください。`,
      );
    }
    return texts;
  }

  /** By the id of a word whose day has not come: that letters say it already. */
  async textsOf(actor: Actor, rows: readonly WordRow[]): Promise<ReadonlyMap<string, string>> {
    const texts = new Map<string, string>();
    for (const role of COUNTED_ROLES) {
      const planned = rows.filter(
        ({ key, validFrom }) => key === roleWordKey(role) && validFrom > this.clock.today(),
      );
      for (const { id, word, validFrom: from } of planned) {
        const { same } = await this.letters.count(actor, { role, word, from });
        if (same > 0)
          texts.set(id, `この名前で発行した書面が${things(same)}あります。取りやめても、${KEPT}`);
      }
    }
    return texts;
  }
}
