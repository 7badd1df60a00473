import type { At } from '../../door';
import { past_instant_of } from '../ticket/time';

/** A form of the paper kit that is being typed in; texts as typed. */
export interface Paper {
  no: string;
  called: string;
  /** When the agencies were told; empty: now. */
  told: string;
  /** When typing began, for when it is no form after all. */
  rang_at: At;
}

export const new_paper = (rang_at: At): Paper => ({ no: '', called: '', told: '', rang_at });

/** `261128-K03` as people type it; `undefined` where it is no number of a form. */
export function form_no(typed: string): string | undefined {
  const parts = /^(\d{6})-?K?(\d{1,2})$/.exec(typed.replaceAll(/\s/g, '').toUpperCase());
  return parts ? `${parts[1]}-K${parts[2]?.padStart(2, '0')}` : undefined;
}

/** When the caller rang, milliseconds UTC; `undefined` where it cannot be read, or is more than a week ago. */
export function rang_at(paper: Paper, now: At, zone: number): At | undefined {
  const at = past_instant_of(paper.called, now, zone);
  const week = 7 * 24 * 60 * 60_000;
  return at !== undefined && at <= now && at >= now - week ? at : undefined;
}

/** When the agencies were told, or `now`; `undefined` where it cannot be read, or the caller had not rung yet. */
export function told_at(paper: Paper, called_at: At, now: At, zone: number): At | 'now' | undefined {
  if (paper.told.trim() === '') return 'now';
  const at = past_instant_of(paper.told, now, zone);
  // Both are whole minutes: told in the minute of the call.
  return at !== undefined && at <= now && at >= called_at ? at : undefined;
}
