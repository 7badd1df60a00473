import type { Session } from '../door';

type Role = Session['actor']['role'];

/** Answers for the room as a whole, or looks into how it does. */
export const oversees = (role: Role | undefined): boolean => role === 'supervisor' || role === 'auditor';

/** Takes calls, and hands them on to who comes after. */
export const takes_calls = (role: Role | undefined): boolean => role === 'operator' || role === 'supervisor';
