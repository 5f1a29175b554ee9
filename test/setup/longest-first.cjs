// The order of the spec files where Jest remembers no run (in CI): those that start the whole product first, so that in
// the end no worker stands idle while another is busy with a long one.
const { Sequencer } = require('./jest-parts.cjs');

/**
 * What begins: the longest of those that make the demo city, which all others copy, and beside it the longest of those that
 * do without, so that no worker waits for the other.
 */
const BEGINNING = ['journeys/one-set-of-obligations', 'security/privacy-in-time', 'security/fuzz.'];

/** What takes longest, before all others. */
const LONGEST =
  /test\/(structure\/(words|routes)|security\/|journeys\/(person-names|numbers-of|same-numbers)|upgrade\/|browser\/main-pages)/;
const WHOLE_PRODUCT = /\/test\//;

class LongestFirst extends Sequencer {
  sort(tests) {
    const rankOf = ({ path }) => {
      const name = path.replaceAll('\\', '/');
      const place = BEGINNING.findIndex((it) => name.includes(`/test/${it}`));
      if (place !== -1) return place - BEGINNING.length;
      if (LONGEST.test(name)) return 0;
      return WHOLE_PRODUCT.test(name) ? 1 : 2;
    };
    // What a file took last time, if Jest remembers, decides within a rank.
    return [...super.sort(tests)].sort((a, b) => rankOf(a) - rankOf(b));
  }
}

module.exports = LongestFirst;
