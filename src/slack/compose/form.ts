import type { DescribedFile, Draft, Written } from '../../posts/index.js';
import { ACTIONS } from '../ids.js';
import { formValues, type ViewPayload } from '../payloads.js';
import { altTextFile } from './check-pictures.js';
import type { ComposeMetadata } from './metadata.js';
import { joinParts, splitText } from './text-parts.js';
import { textAction } from './write-view.js';

/** What was typed on the first screen. `stored` is the draft that the screen was drawn from. */
export function readWritten(view: ViewPayload, metadata: ComposeMetadata, stored: Draft | undefined): Written {
  const values = formValues(view);
  const link = values.text(ACTIONS.writeLink)?.trim() ?? '';
  const note = values.text(ACTIONS.writeNote) ?? '';
  const labels = values.options(ACTIONS.writeLabels);
  return {
    brand: values.option(ACTIONS.writeBrand) ?? metadata.brand,
    accounts: values.options(ACTIONS.writeAccounts),
    text: readText(view, stored?.text ?? ''),
    ...(link === '' ? {} : { link }),
    ...(note === '' ? {} : { note }),
    ...(labels.length === 0 ? {} : { labels }),
    files: readFiles(view),
  };
}

/** The text of a screen that was drawn with `shown`, in as many parts as that took. */
export function readText(view: ViewPayload, shown: string): string {
  const typed = new Map(formValues(view).texts(ACTIONS.writeText));
  const parts = Array.from({ length: typed.size }, (_, part) => typed.get(textAction(part)) ?? '');
  return joinParts(parts, splitText(shown).separators);
}

/** The files that were added, as Slack describes them. */
export function readFiles(view: ViewPayload): DescribedFile[] {
  return formValues(view)
    .files(ACTIONS.writeFiles)
    .map(({ id, name, mimetype, size }) => ({
      slackFile: id,
      name,
      ...(mimetype === '' ? {} : { mimeType: mimetype }),
      ...(size === 0 ? {} : { size }),
    }));
}

/** The alt texts typed on the second screen, by Slack file id. */
export function readAltTexts(view: ViewPayload): ReadonlyMap<string, string> {
  const typed = formValues(view).texts(ACTIONS.altText);
  return new Map(
    typed.flatMap(([actionId, text]) => {
      const file = altTextFile(actionId);
      return file === undefined ? [] : [[file, text] as const];
    }),
  );
}
