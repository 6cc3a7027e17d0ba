/**
 * JSON that is text already, such as documents on their way from the database to desks: our socket encoder puts it into
 * the frame as it is. Whatever else serialises it with `JSON.stringify` gets the same, only slower.
 */
export class RawJson {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}
