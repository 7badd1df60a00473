import { afterEach, expect, test, vi } from 'vitest';
import type { Settings } from '../../door';
import { Edit, rebase } from './edit.svelte';

afterEach(() => vi.unstubAllGlobals());

test('what was typed stays, what was not touched follows the newest', () => {
  const before = { telephone: '1', radio: 'a', duty: '', active: true };
  const form = { telephone: '2', radio: 'a', duty: '24 jam', active: true };
  const now = { telephone: '3', radio: 'b', duty: '', active: true };
  const { form: merged, meanwhile } = rebase(form, before, now);
  expect(merged).toEqual({ telephone: '2', radio: 'b', duty: '24 jam', active: true });
  expect(meanwhile).toEqual([
    { field: 'telephone', was: '1', now: '3', typed: '2' },
    { field: 'radio', was: 'a', now: 'b' },
  ]);
});

test('the same change made twice is no conflict, and lists are compared by what is in them', () => {
  const before = { supports: [{ agency: 'PLN', why: '' }], lead: 'BPBD' };
  const form = { supports: [{ agency: 'PMI', why: '' }], lead: 'BPBD' };
  const now = { supports: [{ agency: 'PMI', why: '' }], lead: 'BPBD' };
  expect(rebase(form, before, now).meanwhile).toEqual([{ field: 'supports', was: before.supports, now: now.supports }]);
  expect(rebase(form, now, now)).toEqual({ form, meanwhile: [] });
});

test('what is typed while it is being saved stays, and is still to be saved', async () => {
  let taken = (): void => undefined;
  vi.stubGlobal('fetch', () => new Promise((answer) => (taken = () => answer(Response.json({ seq: 1 })))));
  const form_of = (one: Settings) => ({ inches: String(one.wall_inches), metres: String(one.wall_metres) });
  const before = { wall_inches: 55, wall_metres: 6 } as Settings;
  const edit = new Edit(
    { form_of, newest: () => undefined, wish: ({ after }) => ({ do: 'change_settings', after }) },
    before,
  );
  edit.form.inches = '65';
  const after = { ...before, wall_inches: 65 };
  const saving = edit.save(after);
  edit.form.metres = '9';
  taken();
  expect(await saving).toBe(true);
  const next = edit.from(after);
  expect(next.form).toEqual({ inches: '65', metres: '9' });
  expect(next.before).toEqual(after);
});
