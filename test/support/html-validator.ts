import { HtmlValidate, StaticConfigLoader } from 'html-validate';

const validator = new HtmlValidate(
  new StaticConfigLoader({
    root: true,
    extends: ['html-validate:standard', 'html-validate:a11y'],
    rules: {
      // The frame of a wide table can be reached and scrolled by keyboard and has a name; it is no section of the text.
      'prefer-native-element': ['error', { exclude: ['region'] }],
    },
  }),
);

/** What WHATWG HTML and html-validate's rules of accessibility find in a page, each with its place. */
export async function problemsOf({
  address,
  text,
}: {
  readonly address: string;
  readonly text: string;
}): Promise<readonly string[]> {
  const { results } = await validator.validateString(text);
  return results
    .flatMap(({ messages }) => messages)
    .map((it) => `${address}:${String(it.line)} ${it.ruleId}: ${it.message}`);
}
