import type { Reading } from '../../door';
import type { Form } from './call.svelte';
import { narrative_of, read } from './reading';

/** Between the last key and the question, in milliseconds: shorter than a look up from the keyboard. */
const pause = 120;

/** What the narrative of a form says, as it is typed. Call it while a component is made. */
export function follow_reading(form: () => Form): { readonly reading: Reading | undefined } {
  let reading = $state.raw<Reading>();
  $effect(() => {
    const text = narrative_of(form());
    let over = false;
    const timer = setTimeout(async () => {
      const found = await read(text);
      if (!over) reading = found;
    }, pause);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  });
  return {
    get reading() {
      return reading;
    },
  };
}
