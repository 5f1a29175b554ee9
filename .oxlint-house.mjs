// Rules of this house that no linter knows by itself (.oxlintrc.json says where each holds).

const MOST_PARAMETERS = 4;
/** Of a constructor: its collaborators. */
const MOST_COLLABORATORS = 7;

/** A rule that looks at one kind of node; `wrong` returns what is said of it, or null. */
function rule(kinds, wrong) {
  const create = (context) => {
    const look = (node) => {
      const message = wrong(node);
      if (message) context.report({ node, message });
    };
    return Object.fromEntries(kinds.map((kind) => [kind, look]));
  };
  return { meta: { type: 'problem' }, create };
}

function isMember(node, object, property) {
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    node.object.name === object &&
    node.property.name === property
  );
}

const clock = rule(['NewExpression', 'CallExpression'], (node) => {
  const isNow =
    node.type === 'CallExpression'
      ? isMember(node.callee, 'Date', 'now')
      : node.callee.name === 'Date' && node.arguments.length === 0;
  return isNow ? 'Inject Clock: the product can be started on another day.' : null;
});

const chance = rule(['CallExpression'], (node) =>
  isMember(node.callee, 'Math', 'random')
    ? 'Chance comes from the platform, so that tests can repeat it.'
    : null,
);

const environment = rule(['MemberExpression'], (node) =>
  isMember(node, 'process', 'env') ? 'The environment is read in platform/config only.' : null,
);

const noEnum = rule(
  ['TSEnumDeclaration'],
  () => 'A union of strings says the same and needs no code.',
);

const parameters = rule(
  ['FunctionDeclaration', 'ArrowFunctionExpression', 'FunctionExpression'],
  (node) => {
    const isConstructor =
      node.parent.type === 'MethodDefinition' && node.parent.kind === 'constructor';
    if (isConstructor)
      return node.params.length > MOST_COLLABORATORS
        ? 'More than seven collaborators: split the class.'
        : null;
    return node.params.length > MOST_PARAMETERS
      ? 'More than four parameters: take one object.'
      : null;
  },
);

export default {
  meta: { name: 'house' },
  rules: { clock, chance, environment, 'no-enum': noEnum, parameters },
};
