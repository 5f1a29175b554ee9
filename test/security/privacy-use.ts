import type { WebTest } from '../support/web';
import type { PrivacyCity } from './privacy-city';

/** What only using the product leaves: somebody who learns and is tested, and an import. */
export async function useProduct(web: WebTest, city: PrivacyCity): Promise<void> {
  const learner = await web.signIn('910201');
  const page = `/courses/${city.course.key}`;
  await learner.submit(`${page}/enroll`, {}, page);
  for (const lesson of city.course.lessonKeys)
    await learner.submit(`${page}/lessons/${lesson}/complete`, {}, `${page}/lessons/${lesson}`);
  await learner.submit(`${page}/quiz`, {}, page);
  const [reader] = city.people.filter(({ number }) => number === '910201');
  const wish = { personId: reader?.personId ?? '', role: 'supporter', reason: '続けて学びたい' };
  await learner.submit('/nominations/new', wish);
  const clerk = await web.city.addPerson({ staffNumber: '800001', name: '人事　係' });
  await web.city.addAccount(clerk, 'hr');
  const hr = await web.signIn('800001');
  const bytes = Buffer.from(
    '発令日,職員番号,氏名,フリガナ,所属コード,所属名,職名,兼務区分,任用区分,メールアドレス,採用年月日,退職年月日,状態\r\n2027/4/1,800002,新人　一郎,シンジン イチロウ,A,税務管理課,主事,0,正規,,2027/4/1,,在職\r\n',
  );
  await hr.upload('/imports', {}, { postings: { bytes, name: 'meibo.csv' } });
}
