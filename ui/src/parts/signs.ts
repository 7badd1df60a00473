/** The states of a deadline, in the order in which a list shows them. */
export const due_states = ['late', 'urgent', 'soon', 'held', 'active', 'calm', 'paused', 'done'] as const;
export type DueState = (typeof due_states)[number];

/** Drawn, because the packaged font has none of these letters; each differs in shape, so that no colour is needed. */
export const sign_paths: Record<Exclude<DueState, 'calm'>, string> = {
  late: 'M1 1h10v10H1Z',
  urgent: 'M6 .8 11.6 11H.4Z',
  soon: 'M6 .5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11Zm0 1.5v4h4a4 4 0 1 1-4-4Z',
  active: 'M6 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9Z',
  paused: 'M2 1h3v10H2zM7 1h3v10H7z',
  held: 'M1 1h10v10H1V1Zm1.8 1.8v6.4h6.4V2.8H2.8Z',
  done: 'M1 6.6 2.6 5l2 2L9.4 2.2 11 3.8 4.6 10.2Z',
};
