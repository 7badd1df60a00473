import { room } from '../../state/room.svelte';

/** The room judges; a screen only does not offer what it would refuse. */
export const may_change = (): boolean => room.session?.actor.role === 'supervisor';
