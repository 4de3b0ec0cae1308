/** A value of the settings that cannot be kept; `message` is the sentence for its field. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly field: 'name' | 'zone';

  constructor(field: 'name' | 'zone', message: string) {
    super(message);
    this.field = field;
  }
}
