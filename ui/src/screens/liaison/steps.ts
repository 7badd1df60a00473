import type { Step } from '../ticket/steps';

/** What an agency says for itself, as they stand on the ladder; to release it is the room's. */
export const own_steps = ['acknowledge', 'return', 'en_route', 'arrive', 'finish'] as const;
export type OwnStep = Extract<Step, (typeof own_steps)[number]>;

/** These need words first; the others are done by their key alone. */
export const asks_words = (step: OwnStep): boolean => step === 'finish' || step === 'return';
