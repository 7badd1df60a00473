import type { AgencyCode, Asked, CategoryCode, Offer, Protocol, Severity, Turn } from '../../door';
import type { Form } from './call.svelte';

/** A question that was put, what its answer changed, and what stood there before. */
export interface Put extends Asked {
  turn: Turn;
  was: Was;
}
type Was = Pick<Form, 'what' | 'is_severity_chosen'> & {
  category?: CategoryCode | undefined;
  severity?: Severity | undefined;
};

type Asks = Pick<Form, 'asked' | 'what' | 'category' | 'severity' | 'is_severity_chosen'>;

/** Puts a question away, answered or skipped; what the answer changes is changed in the form at once. */
export function put(
  form: Asks,
  question: string,
  offer: Offer | undefined,
  name_of: (code: CategoryCode) => string,
): void {
  const { category, severity, what, is_severity_chosen } = form;
  if (category === undefined || form.asked.some((one) => one.question === question)) return;
  const turn = offer?.turn ?? { agencies: [] };
  form.asked.push({
    category,
    question,
    ...(offer ? { answer: offer.text } : {}),
    turn,
    was: { category, severity, what, is_severity_chosen },
  });
  if (turn.category !== undefined) {
    form.category = turn.category;
    form.what = name_of(turn.category);
  }
  if (turn.severity !== undefined) {
    form.severity = turn.severity;
    form.is_severity_chosen = true;
  }
}

/**
 * Takes an answer back, so that its question is put again. What it had changed is as before, unless somebody chose
 * otherwise since; with another category go the answers that were given about that one.
 */
export function take_back(form: Asks, question: string): void {
  const at = form.asked.findIndex((one) => one.question === question);
  const gone = form.asked[at];
  if (!gone) return;
  const { turn, was } = gone;
  if (turn.category !== undefined)
    for (const one of form.asked.slice(at + 1).reverse())
      if (one.category === turn.category) take_back(form, one.question);
  form.asked.splice(at, 1);
  if (turn.category !== undefined && form.category === turn.category) {
    form.what = was.what;
    if (was.category !== undefined) form.category = was.category;
  }
  if (turn.severity === undefined) return;
  const later = form.asked.slice(at).find((one) => one.turn.severity !== undefined);
  if (later) {
    later.was.severity = was.severity;
    later.was.is_severity_chosen = was.is_severity_chosen;
  } else if (form.severity === turn.severity) {
    if (was.severity !== undefined) form.severity = was.severity;
    form.is_severity_chosen = was.is_severity_chosen;
  }
}

const said = (one: Asked): string => `${one.question} ${one.answer ?? ''}`.trim();

/** The agencies that answers send, each with the first answer that does. */
export function reasons(asked: readonly Put[]): ReadonlyMap<AgencyCode, string> {
  const found = new Map<AgencyCode, string>();
  for (const one of asked) for (const agency of one.turn.agencies) if (!found.has(agency)) found.set(agency, said(one));
  return found;
}

/** Where the latest answer sends the caller. */
export const diverted = (asked: readonly Put[]): AgencyCode | undefined =>
  asked.findLast((one) => one.turn.divert !== undefined)?.turn.divert;

/** The answers as they are saved; those that the room no longer asks for in these words go into the note. */
export function saved(asked: readonly Put[], protocols: readonly Protocol[]): { asked: Asked[]; words: string } {
  const answered = asked.filter((one) => one.answer !== undefined);
  const is_known = (one: Asked): boolean =>
    protocols
      .find(({ category }) => category === one.category)
      ?.questions.find(({ text }) => text === one.question)
      ?.answers.some(({ text }) => text === one.answer) ?? false;
  return {
    asked: answered.filter(is_known).map(({ category, question, answer }) => ({
      category,
      question,
      ...(answer === undefined ? {} : { answer }),
    })),
    words: answered
      .filter((one) => !is_known(one))
      .map(said)
      .join('\n'),
  };
}
