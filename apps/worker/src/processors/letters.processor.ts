import { Injectable } from '@nestjs/common';
import { ISSUE_LETTERS, IssueLetters } from '@app/appointments';
import { handles } from '@app/platform';
import type { JobProcessor } from './processor';

@Injectable()
export class LettersProcessor implements JobProcessor {
  readonly handlers;

  constructor(letters: IssueLetters) {
    // Each letter is a transaction of its own: one that cannot be issued keeps no other from it.
    this.handlers = [handles(ISSUE_LETTERS, () => letters.run())];
  }
}
