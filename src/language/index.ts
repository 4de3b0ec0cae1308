export { type Catalogue, LANGUAGES, type Meaning } from './languages.js';
export { momentWords } from './moments.js';
export { languageTag, listOf, numeral, say, speak } from './say.js';
