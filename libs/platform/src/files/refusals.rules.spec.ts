import { refusalText } from './refusals.rules';

describe('Why an image is too large', () => {
  it.each([
    [51_000_000, '5,100万画素まで'],
    [99_999_999, '9,999万画素まで'],
    [100_000_000, '。1億画素まで'],
    [210_000_000, '2億1,000万画素まで'],
    [210_009_999, '2億1,000万画素まで'],
  ])('says the most pixels as they are read aloud: %d', (most, text) => {
    const refusal = { reason: 'too_many_pixels', width: 20_000, height: 20_000, most } as const;
    expect(refusalText(refusal, 'image/png')).toContain(text);
  });
});
