import type { Binding } from './binding';

export const manage = [] as const satisfies readonly Binding[];
