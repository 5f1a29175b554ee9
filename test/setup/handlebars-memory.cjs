// Each start of the product compiles all templates. In the life of a worker they are the same, so their text in JavaScript
// is remembered: by the template's text and the options, on which alone it depends.
const Handlebars = require('handlebars');

const remembered = new Map();
const { create } = Handlebars;

Handlebars.create = () => {
  const one = create();
  const { precompile } = one;
  one.precompile = (source, options) => {
    const key = JSON.stringify([source, options]);
    if (!remembered.has(key)) remembered.set(key, precompile(source, options));
    return remembered.get(key);
  };
  return one;
};
