import type { Binding } from './binding';

export const first_run = [] as const satisfies readonly Binding[];
