import { Injectable } from '@nestjs/common';
import { type Actor, requirePermission } from '@app/access';
import {
  Clock,
  Conflict,
  GlyphsMissing,
  type LocalDate,
  maxDate,
  type PersonId,
} from '@app/platform';
import { AppointmentQueries } from '../appointment/appointment.queries';
import { CandidateQueries } from '../appointment/candidates.queries';
import { LetterDrafts } from './letter-drafts';
import { contentOf, type LetterContent } from './letter.rules';
import { drawSample, type SampleWords } from './sample-letter';

/** Words of letters that nobody has registered yet, as somebody's letter would say them. Nothing is written. */
@Injectable()
export class LetterSamples {
  constructor(
    private readonly clock: Clock,
    private readonly appointments: AppointmentQueries,
    private readonly candidates: CandidateQueries,
    private readonly drafts: LetterDrafts,
  ) {}

  /** By the latest appointment of somebody of the office's choice, from the day of the words on; null where there is none. */
  async find(
    actor: Actor,
    words: SampleWords,
    { staffNumber, from }: { readonly staffNumber: string; readonly from: LocalDate },
  ): Promise<{ readonly personId: PersonId; readonly content: LetterContent } | null> {
    requirePermission(actor, 'appointments.manage');
    const today = this.clock.today();
    const personId = await this.candidates.findPersonId(staffNumber);
    if (personId === null) return null;
    const held = await this.appointments.listOfPerson(actor, personId, today);
    const latest = held.find(({ state }) => state !== 'annulled');
    const row = latest && (await this.appointments.findLetter(actor, latest.id, today));
    if (!row) return null;
    const facts = await this.drafts.factsOf(row, maxDate(row.termStart, from));
    return { personId, content: contentOf(words, facts, { number: 1, on: today }) };
  }

  /** Refused where the font has no form for a character. */
  async draw(content: LetterContent): Promise<Buffer> {
    try {
      return await drawSample(content);
    } catch (error) {
      if (!(error instanceof GlyphsMissing)) throw error;
      throw new Conflict(
        'letter.glyph_missing',
        `この文面の見本は作れません。書体(Noto Serif JP)にない文字があります: ${error.characters.join('、')}。`,
      );
    }
  }
}
