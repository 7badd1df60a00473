import { untrack } from 'svelte';
import { door, type Asked, type Asking, type NextQuestion, type Query } from '../../door';
import { room } from '../../state/room.svelte';
import type { Form } from './call.svelte';

/** Where the questions of a form stand; a slow answer never overtakes a newer one. Call it while a component is made. */
export function follow_asking(form: () => Form): {
  readonly next: NextQuestion | undefined;
  readonly advice: readonly string[];
} {
  let found = $state.raw<{ of: string; asking: Asking }>();
  const query = $derived.by((): Extract<Query, { ask: 'questions' }> | undefined => {
    const { category, severity, asked } = form();
    if (category === undefined || severity === undefined) return undefined;
    const put: Asked[] = asked.map(({ category, question, answer }) => ({
      category,
      question,
      ...(answer === undefined ? {} : { answer }),
    }));
    return { ask: 'questions', category, severity, asked: put };
  });
  const about = $derived(query && JSON.stringify(query));
  $effect(() => {
    const of = about;
    void room.setup?.version;
    const asks = untrack(() => query);
    if (of === undefined || asks === undefined) return;
    let over = false;
    door.query(asks).then(
      (asking) => {
        if (!over) found = { of, asking };
      },
      () => undefined,
    );
    return () => (over = true);
  });
  return {
    /** None while the room has not answered: what a key would do has to be what is read. */
    get next() {
      return found?.of === about ? found?.asking.next : undefined;
    },
    get advice() {
      return about === undefined ? [] : (found?.asking.advice ?? []);
    },
  };
}
