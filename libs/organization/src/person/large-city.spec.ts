import { addBigCity, type LibTest, startLibTest, TEST_DAY } from '@app/testing';
import { OrganizationModule } from '../organization.module';
import { PeopleQueries } from './people.queries';

/** As long as looking through everybody for everybody took is twenty times as long. */
const LONGEST_MS = 1_500;

describe('The people of a large city', () => {
  let test: LibTest;

  beforeAll(async () => {
    test = await startLibTest(OrganizationModule);
    await addBigCity(test.database, { units: 300, staff: 10_000, enrollments: 0 });
  }, 60_000);

  afterAll(() => test.close());

  it.each([
    ['of all', {}],
    ['who are looked for', { search: 'ショクイン77' }],
    ['without an address of mail', { isWithoutMail: true }],
  ])('%s are listed in a moment', async (_name, filter) => {
    const page = { asOf: TEST_DAY, page: 1, pageSize: 50 } as const;
    const begun = performance.now();
    await test.get(PeopleQueries).listPeople({ ...page, ...filter });
    expect(performance.now() - begun).toBeLessThan(LONGEST_MS);
  });
});
