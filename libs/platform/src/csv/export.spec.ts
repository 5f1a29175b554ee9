import { Conflict } from '../errors/errors';
import { MAXIMUM_EXPORT_ROWS, requireExportable } from './export';

describe('requireExportable', () => {
  it('accepts what a file holds and refuses one row more, with what to do', () => {
    expect(() => {
      requireExportable(MAXIMUM_EXPORT_ROWS);
    }).not.toThrow();
    expect(() => {
      requireExportable(MAXIMUM_EXPORT_ROWS + 1);
    }).toThrow(Conflict);
    expect(() => {
      requireExportable(MAXIMUM_EXPORT_ROWS + 1);
    }).toThrow(/20,000件まで.*20,001件.*絞り込んで/);
  });
});
