import { appointingBody } from '../../../api/appointments/appointments.schemas';
import { publishingForm } from '../publications/publications.forms';
import { orderForm } from '../term-batches/term-batches.forms';
import { appointingForm, extendingForm, renewingForm } from './appointments.forms';

const FORMS = {
  ...{ appointingForm, extendingForm, renewingForm, orderForm, publishingForm, appointingBody },
};

describe('A document number that begins as a formula does', () => {
  it.each(Object.entries(FORMS))('is refused at its field: %s', (_, form) => {
    const told = (documentNumber: string) =>
      form
        .safeParse({ documentNumber })
        .error?.issues.filter(({ path }) => path[0] === 'documentNumber')
        .map(({ message }) => message);
    for (const text of ['=1+1', '＝1', '+DX', '-DX', '@DX', '＠DX'])
      expect(told(text)).toEqual([
        '文書番号の先頭に「=」「+」「-」「@」は使えません。先頭の記号を除いてください。',
      ]);
    expect(told('DX-第1号')).toEqual([]);
  });
});
