import type { CategoryCode, Choice, Effect, Grade, Protocol, Severity } from '../../door';

/** At most so many questions of a category, and answers of a question; the room refuses more. */
export const most_questions = 4;
export const most_answers = 4;

export const severities: readonly Severity[] = ['low', 'medium', 'high', 'critical'];
export type GradeId = '' | `raise_${Severity}` | `set_${Severity}`;

/** An answer as it stands in the dialog; empty where it changes nothing. */
export interface ChoiceForm {
  text: string;
  advice: string;
  category: string;
  grade: GradeId;
  agencies: string[];
  divert: string;
}
export interface QuestionForm {
  text: string;
  answers: ChoiceForm[];
}
// A type, because a form is a record of fields.
export type ProtocolForm = { advice: string; questions: QuestionForm[] };

export const blank_answer = (text = ''): ChoiceForm => ({
  text,
  advice: '',
  category: '',
  grade: '',
  agencies: [],
  divert: '',
});

export const blank_protocol = (category: CategoryCode): Protocol => ({ category, advice: '', questions: [] });

function grade_id(grade: Grade | undefined): GradeId {
  if (!grade) return '';
  return 'raise' in grade ? `raise_${grade.raise}` : `set_${grade.set}`;
}

function grade_of(id: GradeId): Grade | undefined {
  const [kind, severity] = id.split('_') as ['raise' | 'set' | '', Severity];
  if (kind === '') return undefined;
  return kind === 'raise' ? { raise: severity } : { set: severity };
}

export const form_of = ({ advice, questions }: Protocol): ProtocolForm => ({
  advice,
  questions: questions.map(({ text, answers }) => ({
    text,
    answers: answers.map(({ text, effect, advice }) => ({
      text,
      advice: advice ?? '',
      category: effect?.category ?? '',
      grade: grade_id(effect?.severity),
      agencies: [...(effect?.agencies ?? [])],
      divert: effect?.divert ?? '',
    })),
  })),
});

/** What is absent is left out, as the room itself writes it: otherwise nothing changed would look like a change. */
function choice_of(form: ChoiceForm): Choice {
  const severity = grade_of(form.grade);
  const effect: Effect = {
    ...(form.category ? { category: form.category } : {}),
    ...(severity ? { severity } : {}),
    ...(form.agencies.length > 0 ? { agencies: form.agencies } : {}),
    ...(form.divert ? { divert: form.divert } : {}),
  };
  const advice = form.advice.trim();
  return {
    text: form.text.trim(),
    ...(Object.keys(effect).length > 0 ? { effect } : {}),
    ...(advice ? { advice } : {}),
  };
}

export const protocol_of = (category: CategoryCode, form: ProtocolForm): Protocol => ({
  category,
  advice: form.advice.trim(),
  questions: form.questions.map(({ text, answers }) => ({ text: text.trim(), answers: answers.map(choice_of) })),
});
