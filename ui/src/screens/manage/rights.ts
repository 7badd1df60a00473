import { room } from '../../state/room.svelte';

const role = () => room.session?.actor.role;

/** The room judges; a screen only does not offer what it would refuse. */
export const may_change = (): boolean => role() === 'supervisor';
/** The words that narratives are read by, as categories: whoever runs the room, and whoever runs its machines. */
export const may_change_words = (): boolean => role() === 'supervisor' || role() === 'administrator';
/** Who opens the room's door and lets desks in. */
export const may_let_in = may_change_words;
export const may_see_words = (): boolean => may_change_words() || role() === 'auditor';
