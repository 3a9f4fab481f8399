/** A configuration cannot be used. The message is one line: the file, the field, what was expected and what was found. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}
