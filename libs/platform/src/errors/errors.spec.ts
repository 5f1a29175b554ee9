import { Conflict, DomainError, InvalidInput, NotAllowed, NotFound, Unavailable } from './errors';

describe('DomainError', () => {
  it.each([
    [new NotFound(), 'not_found', 'not_found', 'NotFound'],
    [new NotFound('course.not_found'), 'not_found', 'course.not_found', 'NotFound'],
    [new NotAllowed(), 'not_allowed', 'not_allowed', 'NotAllowed'],
    [new Conflict('quiz.closed', '終了しました。'), 'conflict', 'quiz.closed', 'Conflict'],
    [new InvalidInput({}), 'invalid_input', 'invalid_input', 'InvalidInput'],
    [
      new Unavailable('mail.down', '後でお試しください。'),
      'unavailable',
      'mail.down',
      'Unavailable',
    ],
  ])('carries kind, code and name: %s', (error, kind, code, name) => {
    expect(error).toBeInstanceOf(DomainError);
    expect(error).toBeInstanceOf(Error);
    expect({ kind: error.kind, code: error.code, name: error.name }).toEqual({ kind, code, name });
    expect(error.message).toMatch(/。$/);
  });

  it('keeps the message of every wrong field', () => {
    const error = new InvalidInput({ heldOn: '日付を入力してください。' });
    expect(error.fields).toEqual({ heldOn: '日付を入力してください。' });
  });
});
