import { prefs } from '../../state/prefs.svelte';
import { mint } from '../../state/mint';
import { room } from '../../state/room.svelte';
import { problem_words } from '../../words/problem';
import { t } from '../../words/words.svelte';
import type { Problem, Settings } from '../../door';
import { finish, kept, secrets } from './progress.svelte';
import { is_typed_back } from './recovery';
import { named_region } from './region.svelte';

const shortest = 8;

export function supervisor_wrong(): Partial<Record<'name' | 'account' | 'first' | 'second' | 'typed_back', string>> {
  const wrong: ReturnType<typeof supervisor_wrong> = {};
  if (kept.name.trim() === '') wrong.name = t('first_run.name_missing');
  if (kept.account.trim() === '') wrong.account = t('first_run.account_missing');
  if ([...secrets.first].length < shortest) wrong.first = t('problem.weak_password', { shortest });
  else if (secrets.first !== secrets.second) wrong.second = t('first_run.passwords_differ');
  if (!is_typed_back(secrets.recovery, secrets.typed_back)) wrong.typed_back = t('first_run.typed_back_wrong');
  return wrong;
}

/** The settings as the wizard has them; the wall keeps its sizes until its own step. */
export function first_settings(): Settings {
  return {
    language: prefs.language,
    notifications: true,
    sound: true,
    backup_folder: '',
    wall_inches: 55,
    wall_metres: 6,
    pranks_to_propose: 3,
    unmask_minutes: 30,
    lock_minutes: 15,
  };
}

/** One founding, however often the key is pressed: the same ids until it went through. */
let attempt: { body: string; id: string; supervisor: string } | undefined;

/** Opens the room and signs its first supervisor in. Returns what went wrong, in words. */
export async function found(): Promise<string | undefined> {
  const region = named_region();
  if (!region) return t('first_run.region_first');
  const wish = {
    region,
    settings: first_settings(),
    account: kept.account.trim(),
    name: kept.name.trim(),
    secret: secrets.first,
    recovery: secrets.recovery,
    training: false,
  };
  const body = JSON.stringify(wish);
  if (attempt?.body !== body) attempt = { body, id: mint(), supervisor: mint() };
  const sent = await room.send({ do: 'found', ...wish, supervisor: attempt.supervisor }, attempt.id);
  if ('problem' in sent && !is_ours(sent.problem)) return problem_words(sent.problem);
  const refused = await room.sign_in({ account: wish.account, secret: wish.secret });
  if (refused) return problem_words(refused);
  attempt = undefined;
  secrets.first = secrets.second = secrets.recovery = secrets.typed_back = '';
  finish('supervisor');
  return undefined;
}

/** The room is there already: perhaps from this very page, whose answer was lost; signing in tells. */
function is_ours(problem: Problem): boolean {
  return problem.problem === 'refused' && problem.refusal.code === 'already_founded';
}
