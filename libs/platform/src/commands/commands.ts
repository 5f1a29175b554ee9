import { Injectable } from '@nestjs/common';
import { Database, sqlState } from '../database/database';
import { type FormKey, FormKeys } from './form-keys';

/** A form that takes back what was just done. */
export interface UndoAct {
  readonly label: string;
  readonly action: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
}

/** What a form's command leaves behind: where to go next, and one sentence to be read there. */
export interface CommandAnswer {
  readonly location: string;
  readonly notice?: string;
  /** What takes it back at once, offered beside the notice. */
  readonly undo?: UndoAct;
  /** Nothing was done yet, another step follows: the form may be sent again with another choice. */
  readonly isStep?: true;
}

/** The same form again: nothing was done this time, and only the first one's address is known. */
export interface RepeatedAnswer {
  readonly location: string;
  readonly isRepeat: true;
}

/** One act of somebody: a person at a form, a program with a token, a command line, a job. */
export interface CommandCall<By, Result> {
  /** Reads who acts, and locks what says so until the end. Throws when they may not act (any more). */
  readonly actor: () => Promise<By> | By;
  /** Throws when this actor may not do this. */
  readonly permit?: (by: By) => void;
  readonly command: (by: By) => Promise<Result>;
}

const DEADLOCK = '40P01';
const TRIES = 3;

/**
 * The one way in which anything is changed. In one transaction and in this order: the actor as they are now and their
 * right; the form's key; the command with the events that it causes; what was recorded for the audit log, as the last
 * statements before commit. What is said about it (the notice) is the caller's to keep once this has returned.
 */
@Injectable()
export class Commands {
  constructor(
    private readonly database: Database,
    private readonly keys: FormKeys,
  ) {}

  async run<By, Result>(call: CommandCall<By, Result>): Promise<Result> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.database.transaction(() => act(call));
      } catch (error) {
        // PostgreSQL undid this one so that another could finish: nothing is left of it, and it may be done anew.
        const isAgain = sqlState(error) === DEADLOCK && !this.database.isInTransaction;
        if (!isAgain || tries === TRIES) throw error;
      }
    }
  }

  /**
   * Does a form's work once, however often the form is sent. The key is committed with the effects: a repeat (double
   * click, reload after a lost answer) gets the first answer's address, and a refused form may be sent again.
   */
  async runOnce<By, Answer extends CommandAnswer>(
    key: FormKey,
    call: CommandCall<By, Answer>,
  ): Promise<Answer | RepeatedAnswer> {
    return this.run<By, Answer | RepeatedAnswer>({
      ...call,
      command: async (by) => {
        if (!(await this.keys.claim(key)))
          return { location: await this.keys.firstAnswer(key), isRepeat: true };
        const answer = await call.command(by);
        if (answer.isStep) await this.keys.release(key);
        else await this.keys.keepAnswer(key, answer.location);
        return answer;
      },
    });
  }
}

async function act<By, Result>(call: CommandCall<By, Result>): Promise<Result> {
  const by = await call.actor();
  call.permit?.(by);
  return call.command(by);
}
