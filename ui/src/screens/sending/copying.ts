import { polite } from '../../state/polite.svelte';
import { t } from '../../words/words.svelte';

/** Copies a text, or marks `page`, where it stands, for the hand; says which. True when it was copied. */
export async function copy_out(text: string, page: HTMLElement | undefined): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    polite.say(t('sending.copied'));
    return true;
  } catch {
    // The clipboard may be forbidden.
    const range = document.createRange();
    if (page) range.selectNodeContents(page);
    getSelection()?.removeAllRanges();
    getSelection()?.addRange(range);
    polite.say(t('sending.copy_failed'));
    return false;
  }
}
