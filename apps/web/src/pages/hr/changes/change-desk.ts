import { Injectable } from '@nestjs/common';
import { type ChangePreview, type ScreenChange, ScreenChanges } from '@app/organization';
import { Conflict, InvalidInput } from '@app/platform';
import { formView, parseForm } from '../../../shell/forms';
import { actorOf, type PageRequest } from '../../../shell/http';
import { seenForm } from './changes.forms';
import { type ChangeFrame, changeView, OF_EVERY_CHANGE, unconfirmed } from './changes.views';

/** A form with its values before anything was typed, and how what is typed is read. */
export interface ChangeDeskForm {
  readonly frame: ChangeFrame;
  readonly initial: Readonly<Record<string, string>>;
  read(body: unknown): ScreenChange;
}

/** The way of every change on the screen: typed, shown with what it does, confirmed, carried out. */
@Injectable()
export class ChangeDesk {
  constructor(private readonly changes: ScreenChanges) {}

  /** The form; of one that was refused with what was typed, and with the preview as long as that still holds. */
  async show(request: PageRequest, desk: ChangeDeskForm) {
    const typed = request.refusedForm?.values;
    const preview =
      typed?.planned === undefined || typed.planned === ''
        ? null
        : await this.previewAgain(request, desk, typed);
    return this.view(request, desk, { values: desk.initial, preview });
  }

  async check(request: PageRequest, desk: ChangeDeskForm, body: unknown) {
    const { mark, reason } = parseForm(seenForm, body);
    const change = desk.read(body);
    if (reason.trim() === '') throw new InvalidInput({ reason: '理由を入力してください。' });
    const preview = await this.changes.preview(actorOf(request), change, mark);
    const values = { ...textsOf(body), ...{ confirmed: '', warningsAccepted: '' } };
    return this.view(request, desk, { values, preview });
  }

  /** `show` has the tick and the typed words checked against what is shown; the service does the same with the rest. */
  async apply(request: PageRequest, desk: ChangeDeskForm, body: unknown): Promise<ScreenChange> {
    const sent = parseForm(seenForm, body);
    const change = desk.read(body);
    await this.changes.apply(actorOf(request), change, sent, (preview) => {
      const left = unconfirmed(preview, sent, desk.frame.confirmWith.text);
      if (Object.keys(left).length > 0) throw new InvalidInput(left);
    });
    return change;
  }

  private async previewAgain(
    request: PageRequest,
    desk: ChangeDeskForm,
    typed: Readonly<Record<string, string>>,
  ): Promise<ChangePreview | null> {
    try {
      const { mark } = parseForm(seenForm, typed);
      return await this.changes.preview(actorOf(request), desk.read(typed), mark);
    } catch (error) {
      // What was refused is told already; there is nothing to show beside it.
      if (error instanceof InvalidInput || error instanceof Conflict) return null;
      throw error;
    }
  }

  private view(
    request: PageRequest,
    { frame, initial }: ChangeDeskForm,
    shown: {
      readonly values: Readonly<Record<string, string>>;
      readonly preview: ChangePreview | null;
    },
  ) {
    const names = { ...OF_EVERY_CHANGE, ...initial };
    const values = Object.fromEntries(
      Object.keys(names).map((name) => [name, shown.values[name] ?? '']),
    ) as Record<keyof typeof names, string>;
    return changeView(frame, { form: formView(request, values), preview: shown.preview });
  }
}

function textsOf(body: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries((body ?? {}) as Record<string, unknown>).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}
