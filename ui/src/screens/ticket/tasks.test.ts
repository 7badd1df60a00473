import { expect, test } from 'vitest';
import type { ClockRow, SetupView, TicketRow } from '../../door';
import { missed_words, tasks_of, whom_words } from './tasks';

const setup = { region: { agencies: [{ code: 'DPU', short_name: 'DPU BMSDA' }] } } as unknown as SetupView;
const clock = (more: Partial<ClockRow>): ClockRow => ({ kind: 'work', tasks: [], ...more }) as ClockRow;
const ticket = {
  assignments: [{ no: 1, agency: 'DPU' }],
  clocks: [
    clock({ kind: 'answer', due_at: 900, tasks: ['head', 'secretary'] }),
    clock({ assignment: 1, due_at: 500, tasks: ['head'] }),
    clock({ assignment: 1, due_at: 100 }),
  ],
} as unknown as TicketRow;

test('what was missed first is told first, to whom it concerns', () => {
  const tasks = tasks_of(ticket);
  expect(tasks.map((one) => whom_words(setup, ticket, one))).toEqual(['kepala DPU BMSDA', 'kepala instansi', 'Sekda']);
  expect(tasks.map((one) => missed_words(setup, ticket, one))).toEqual(['DPU BMSDA kerja', 'jawaban', 'jawaban']);
});
