import type { Settings } from '../../door';
import { room } from '../../state/room.svelte';
import type { Language } from '../../state/prefs.svelte';
import { problem_words } from '../../words/problem';
import { t } from '../../words/words.svelte';
import { is_same, with_contact } from './contacts';
import { letters } from './letters';
import { kept } from './progress.svelte';

/** What leaving a step sends to the room; each returns what went wrong, in words. */
async function save_settings(change: Partial<Settings>): Promise<string | undefined> {
  const before = room.setup?.settings;
  if (!before) return t('problem.unreachable');
  const after = { ...before, ...change };
  if (JSON.stringify(after) === JSON.stringify(before)) return undefined;
  const sent = await room.send({ do: 'change_settings', before, after });
  return 'problem' in sent ? problem_words(sent.problem) : undefined;
}

export function save_language(language: Language): Promise<string | undefined> {
  return save_settings({ language });
}

export async function save_wall(): Promise<string | undefined> {
  const [inches, metres] = [Number(kept.inches), Number(kept.metres)];
  if (!letters(inches, metres) || !Number.isInteger(inches) || !Number.isInteger(metres))
    return t('first_run.size_wrong');
  return save_settings({ wall_inches: inches, wall_metres: metres });
}

/** One `change_agency` per row that differs; what was refused comes back by agency and stays typed. */
export async function save_contacts(): Promise<Record<string, string>> {
  const wrong: Record<string, string> = {};
  for (const before of room.setup?.region.agencies ?? []) {
    const typed = kept.contacts[before.code];
    if (!typed) continue;
    const after = with_contact(before, typed);
    if (!after) wrong[before.code] = t('manage.duty_wrong');
    else if (!is_same(before, after)) {
      const sent = await room.send({ do: 'change_agency', before, after });
      if ('problem' in sent) wrong[before.code] = problem_words(sent.problem);
      else delete kept.contacts[before.code];
    } else delete kept.contacts[before.code];
  }
  return wrong;
}
