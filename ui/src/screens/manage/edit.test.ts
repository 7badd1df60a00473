import { expect, test } from 'vitest';
import { rebase } from './edit.svelte';

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
