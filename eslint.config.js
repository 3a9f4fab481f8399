import boundaries from 'eslint-plugin-boundaries';
import tseslint from 'typescript-eslint';

/** The rooms of docs/architecture.md, each with the rooms that it may import from. */
const ROOMS = {
  protocol: [],
  model: ['protocol'],
  generators: ['model', 'protocol'],
  oracle: ['model', 'protocol'],
  target: ['protocol'],
  results: ['oracle', 'model', 'protocol'],
  runner: ['results', 'target', 'oracle', 'generators', 'model', 'protocol'],
  explorer: ['runner', 'results', 'oracle', 'generators', 'model', 'protocol'],
  audit: ['runner', 'results', 'target', 'oracle', 'generators', 'model', 'protocol'],
  report: ['results'],
  'booking-system': ['protocol'],
  cli: [
    'report',
    'audit',
    'explorer',
    'runner',
    'results',
    'target',
    'oracle',
    'generators',
    'model',
    'protocol',
    'booking-system',
  ],
};

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'open-booking-fuzz-output/'] },
  ...tseslint.configs.strict,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      complexity: ['error', 20],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    plugins: { boundaries },
    settings: {
      'import/resolver': { node: { extensions: ['.ts'] } },
      'boundaries/elements': Object.keys(ROOMS).map((room) => ({ type: room, pattern: `src/${room}` })),
    },
    rules: {
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          policies: Object.entries(ROOMS).map(([from, allowed]) => ({
            from: { element: { type: from } },
            allow: { to: { element: { type: [from, ...allowed] } } },
          })),
        },
      ],
    },
  },
  { files: ['src/index.ts'], rules: { 'boundaries/dependencies': 'off' } },
  {
    files: ['src/model/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', 'Date', 'performance', 'setTimeout', 'fetch', 'process', 'crypto'],
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.name='Math'][property.name='random']",
          message: 'The model is pure: no randomness.',
        },
      ],
    },
  },
  { files: ['bench/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'max-lines-per-function': 'off',
    },
  },
);
