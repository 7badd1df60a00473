import type { AgencyCode, RegionFile } from '../../door';

/** Where the first run stands and what was typed, so that every step can be left and come back to. */
export const step_names = [
  'language',
  'region',
  'supervisor',
  'people',
  'agencies',
  'wall',
  'notices',
  'practice',
  'done',
] as const;
/** The same of a desktop that becomes a desk of a room elsewhere. */
export const joining_names = ['language', 'join'] as const;
export type StepName = (typeof step_names)[number] | (typeof joining_names)[number];
/** Before these the room does not exist yet. */
export const before_founding: readonly StepName[] = ['language', 'join', 'region', 'supervisor'];

export const file_names = ['agencies', 'categories', 'districts', 'villages', 'plans'] as const satisfies RegionFile[];

export interface PickedFile {
  name: string;
  text: string;
}

export interface TypedContact {
  telephone: string;
  radio: string;
  whatsapp: string;
  duty: string;
}

interface Kept {
  /** What this computer is to be. */
  way: 'new' | 'join';
  step: StepName;
  /** Steps that were done, in this order. */
  done: StepName[];
  source: 'seed' | 'own';
  files: Partial<Record<RegionFile, PickedFile>>;
  room_name: string;
  prefix: string;
  /** Minutes ahead of UTC, as the pick has it. */
  zone: string;
  account: string;
  name: string;
  /** The next person, half typed. */
  person_name: string;
  person_account: string;
  person_role: string;
  contacts: Record<AgencyCode, TypedContact>;
  inches: string;
  metres: string;
  legible: '' | 'yes' | 'no';
  /** Milliseconds UTC; tickets of the practice are those after it. */
  practice_since: number;
}

const untouched: Kept = {
  way: 'new',
  step: 'language',
  done: [],
  source: 'seed',
  files: {},
  room_name: '',
  prefix: '',
  zone: '420',
  account: '',
  name: '',
  person_name: '',
  person_account: '',
  person_role: 'operator',
  contacts: {},
  inches: '55',
  metres: '6',
  legible: '',
  practice_since: 0,
};

const key = 'kentongan.first_run';

function read(): Kept {
  try {
    const text = sessionStorage.getItem(key);
    return { ...structuredClone(untouched), ...(text === null ? {} : (JSON.parse(text) as Partial<Kept>)) };
  } catch {
    return structuredClone(untouched);
  }
}

export const kept = $state(read());

/** Passwords and the recovery code stay in memory: they are never written anywhere by the page. */
export const secrets = $state({ first: '', second: '', recovery: '', typed_back: '', person: '' });

/** Writes what is kept; call it in an effect, which then follows every change. */
export function keep(): void {
  const text = JSON.stringify(kept);
  try {
    sessionStorage.setItem(key, text);
  } catch {
    // Full or forbidden: it is still in memory.
  }
}

export function forget(): void {
  Object.assign(kept, structuredClone(untouched));
  Object.assign(secrets, { first: '', second: '', recovery: '', typed_back: '', person: '' });
  try {
    sessionStorage.removeItem(key);
  } catch {
    // There was nothing to forget.
  }
}

export function is_done(step: StepName): boolean {
  return kept.done.includes(step);
}

export function finish(step: StepName): void {
  if (!is_done(step)) kept.done = [...kept.done, step];
}
